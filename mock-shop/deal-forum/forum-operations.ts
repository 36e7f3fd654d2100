import type { DatabaseSync } from "node:sqlite";
import type { Statement, VoteDirection } from "../rules/heat.ts";
import type { DealRow, HeatRow, PostRow, VoteRow } from "./forum-records.ts";

export { schemaSteps } from "./forum-schema.ts";

type Row = Record<string, unknown>;

/** What the forum can ask of its books. Runs in the worker thread, inside the group's transaction. */
export function buildOperations(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  const insertDeal = prepare("INSERT INTO deals (deal_id, title, author, at_ms) VALUES (?, ?, ?, ?)");
  const insertPost = prepare("INSERT INTO posts (deal_id, author, says, text, at_ms) VALUES (?, ?, ?, ?, ?)");
  const upsertVote = prepare(
    "INSERT INTO votes (deal_id, author, direction, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (deal_id, author) DO UPDATE SET direction = excluded.direction, at_ms = excluded.at_ms",
  );
  const countHeat = prepare("SELECT COUNT(*) AS count FROM heat");
  const insertHeat = prepare("INSERT INTO heat (deal_id, at_ms, heat) VALUES (?, ?, ?)");
  const findOpening = prepare("SELECT at_ms FROM opening");
  const insertOpening = prepare("INSERT INTO opening (at_ms) VALUES (?)");
  const listDeals = prepare("SELECT * FROM deals ORDER BY at_ms, deal_id");
  const listStatements = prepare("SELECT deal_id, says, at_ms FROM posts ORDER BY post_id");
  const listVotes = prepare("SELECT * FROM votes ORDER BY at_ms");
  const listPage = prepare("SELECT * FROM posts WHERE deal_id = ? ORDER BY post_id LIMIT ? OFFSET ?");
  return {
    readOpening: ({ nowMs }: { readonly nowMs: number }): number => {
      const known = findOpening.get();
      if (known) return Number(known.at_ms);
      insertOpening.run(nowMs);
      return nowMs;
    },
    addDeal: ({ deal, post }: { readonly deal: DealRow; readonly post: PostRow }): void => {
      insertDeal.run(deal.dealId, deal.title, deal.author, deal.atMs);
      writePost(post);
    },
    addPost: (post: PostRow): void => writePost(post),
    vote: ({ dealId, author, direction, atMs }: VoteRow): void => void upsertVote.run(dealId, author, direction, atMs),
    addHeat: (rows: readonly HeatRow[]): void => {
      for (const { dealId, atMs, heat } of rows) insertHeat.run(dealId, atMs, heat);
    },
    countHeat: (_input: null): number => Number(countHeat.get()?.count),
    listDeals: (_input: null): DealRow[] => listDeals.all().map(readDeal),
    listStatements: (_input: null): Pick<PostRow, "dealId" | "says" | "atMs">[] => listStatements.all().map(readPost),
    listVotes: (_input: null): VoteRow[] => listVotes.all().map(readVote),
    listPage: ({ dealId, limit, offset }: { dealId: string; limit: number; offset: number }): PostRow[] =>
      listPage.all(dealId, limit, offset).map(readPost),
  };

  function writePost({ dealId, author, says, text, atMs }: PostRow): void {
    insertPost.run(dealId, author, says, text, atMs);
  }
}

export type ForumOperations = ReturnType<typeof buildOperations>;

function readDeal(row: Row): DealRow {
  return { dealId: String(row.deal_id), title: String(row.title), author: String(row.author), atMs: Number(row.at_ms) };
}

function readPost(row: Row): PostRow {
  return {
    dealId: String(row.deal_id),
    author: String(row.author ?? ""),
    says: String(row.says) as Statement,
    text: String(row.text ?? ""),
    atMs: Number(row.at_ms),
  };
}

function readVote(row: Row): VoteRow {
  return {
    dealId: String(row.deal_id),
    author: String(row.author),
    direction: String(row.direction) as VoteDirection,
    atMs: Number(row.at_ms),
  };
}
