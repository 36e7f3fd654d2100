// Reads the deal forum's books: how many posts and votes, the first post, how hot the hottest deal was, minute by minute.
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

/** Raw counts; epoch ms; heat from 0 to 1, at most `heatLimit` times of measuring. */
export interface ForumBooks {
  readonly posts: number;
  readonly votes: number;
  readonly firstPostMs: number | null;
  readonly heat: readonly (readonly [atMs: number, heat: number])[];
}

const heatLimit = 20_000;

/** Of a forum that has ended, its journal folded. Throws what SQLite throws when the file is no forum's. */
export function readForum(path: string): ForumBooks {
  // SQLite then takes no locks and writes nothing beside the file.
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  const database = new DatabaseSync(url, { readOnly: true });
  try {
    const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
    const firstPostMs = one("SELECT MIN(at_ms) FROM posts");
    const heat = database
      .prepare("SELECT at_ms, MAX(heat) AS heat FROM heat GROUP BY at_ms ORDER BY at_ms LIMIT ?")
      .all(heatLimit);
    return {
      posts: Number(one("SELECT COUNT(*) FROM posts")),
      votes: Number(one("SELECT COUNT(*) FROM votes")),
      firstPostMs: firstPostMs === null ? null : Number(firstPostMs),
      heat: heat.map((row) => [Number(row.at_ms), Number(row.heat)] as const),
    };
  } finally {
    database.close();
  }
}
