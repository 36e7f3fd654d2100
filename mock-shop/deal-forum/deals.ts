import { buildIncidentClock, type CancelTimer, type Clock, type IncidentClock } from "../clock.ts";
import type { Books } from "../ledger/books.ts";
import {
  type Advice,
  type CountedVote,
  changesVote,
  DealHeat,
  type Statement,
  type VoteDirection,
} from "../rules/heat.ts";
import type { ForumOperations } from "./forum-operations.ts";
import type { DealRow, PostRow, VoteRow } from "./forum-records.ts";

export interface DealsSettings {
  readonly books: Books<ForumOperations>;
  readonly clock: Clock;
  readonly pace: number;
  readonly peoplePerVisitor: number;
}

/** A deal as its readers see it at this moment. */
export interface DealView {
  readonly id: string;
  readonly title: string;
  readonly heat: number;
  /** Hot ones less cold ones, visitors. */
  readonly votes: number;
  readonly posts: number;
  readonly advice: Advice;
}

/** Why something is not taken: there is no such deal, or the forum is full. */
export type Refusal = "unknown" | "full";

const dealLimit = 1_000;
const postLimit = 1_000_000;
const voteLimit = 200_000;
const shownDeals = 20;
const measuredDeals = 5;
const measurementLimit = 100_000;

interface KnownDeal {
  readonly row: DealRow;
  readonly heat: DealHeat;
  readonly votes: Map<string, CountedVote>;
  hot: number;
  posts: number;
}

/**
 * Deals with their counters in memory, and all that was said in the books. What is said counts, and is answered, when it
 * is on disk; reading asks no books.
 */
export class Deals {
  readonly #settings: DealsSettings;
  readonly #incidentClock: IncidentClock;
  readonly #deals = new Map<string, KnownDeal>();
  /** By title in its plain form; also those on their way to the books, so that two at once open one deal. */
  readonly #byTitle = new Map<string, Promise<KnownDeal>>();
  #lastNumber = 0;
  #posts = 0;
  #votes = 0;
  #measurements = 0;
  #cancelTimer: CancelTimer | undefined;

  private constructor(settings: DealsSettings, openedAtMs: number) {
    this.#settings = settings;
    this.#incidentClock = buildIncidentClock(openedAtMs, settings.pace);
  }

  /** Takes up what the books hold. */
  static async open(settings: DealsSettings): Promise<Deals> {
    const { books, clock } = settings;
    const deals = new Deals(settings, await books.run("readOpening", { nowMs: clock.nowMs() }));
    const rows = await books.run("listDeals", null);
    for (const row of rows) deals.#know(row);
    deals.#lastNumber = Math.max(0, ...rows.map(({ dealId }) => readDealNumber(dealId)));
    for (const { dealId, says, atMs } of await books.run("listStatements", null)) deals.#count(dealId, says, atMs);
    for (const vote of await books.run("listVotes", null)) deals.#countVote(vote);
    deals.#measurements = await books.run("countHeat", null);
    return deals;
  }

  get counts(): { deals: number; posts: number; votes: number; measurements: number } {
    return { deals: this.#deals.size, posts: this.#posts, votes: this.#votes, measurements: this.#measurements };
  }

  /** The hottest first. */
  list(): DealView[] {
    const views = [...this.#deals.values()].map((deal) => this.#view(deal));
    return views.toSorted((a, b) => b.heat - a.heat).slice(0, shownDeals);
  }

  find(id: string): DealView | undefined {
    const deal = this.#deals.get(id);
    return deal && this.#view(deal);
  }

  /** Opens a deal with its first post; who is not the first with this title is shown the deal that there is. */
  async open(
    title: string,
    author: string,
    says: Statement,
    text: string,
  ): Promise<{ view: DealView; isNew: boolean } | "full"> {
    const plainTitle = simplify(title);
    const known = this.#byTitle.get(plainTitle);
    if (known) return { view: this.#view(await known), isNew: false };
    if (this.#byTitle.size >= dealLimit || this.#posts >= postLimit) return "full";
    const opening = this.#write(title, author, says, text);
    this.#byTitle.set(plainTitle, opening);
    opening.catch(() => this.#byTitle.delete(plainTitle));
    return { view: this.#view(await opening), isNew: true };
  }

  async post(id: string, author: string, says: Statement, text: string): Promise<DealView | Refusal> {
    const deal = this.#deals.get(id);
    if (!deal) return "unknown";
    if (this.#posts >= postLimit) return "full";
    const atMs = this.#settings.clock.nowMs();
    await this.#settings.books.run("addPost", { dealId: id, author, says, text, atMs });
    this.#count(id, says, atMs);
    return this.#view(deal);
  }

  /** One vote an author and deal: a later one takes the earlier one's place. */
  async vote(id: string, author: string, direction: VoteDirection): Promise<DealView | Refusal> {
    const deal = this.#deals.get(id);
    if (!deal) return "unknown";
    if (!deal.votes.has(author) && this.#votes >= voteLimit) return "full";
    if (!changesVote(direction, deal.votes.get(author))) return this.#view(deal);
    const vote = { dealId: id, author, direction, atMs: this.#settings.clock.nowMs() };
    await this.#settings.books.run("vote", vote);
    this.#countVote(vote);
    return this.#view(deal);
  }

  /** The newest page unless another is asked for; pages count from 1. */
  async readPage(
    id: string,
    page: number | undefined,
    size: number,
  ): Promise<{ posts: PostRow[]; page: number; pages: number }> {
    const pages = Math.max(1, Math.ceil((this.#deals.get(id)?.posts ?? 0) / size));
    const shown = Math.min(pages, page ?? pages);
    const posts = await this.#settings.books.run("listPage", { dealId: id, limit: size, offset: (shown - 1) * size });
    return { posts, page: shown, pages };
  }

  /** Writes each incident minute how hot the hottest deals are. */
  startMeasuring(): void {
    const { clock, books } = this.#settings;
    this.#cancelTimer = clock.schedule(this.#incidentClock.toWallMs(1), () => {
      this.startMeasuring();
      const atMs = clock.nowMs();
      const rows = this.list()
        .slice(0, measuredDeals)
        .map(({ id, heat }) => ({ dealId: id, atMs, heat }));
      if (rows.length === 0 || this.#measurements + rows.length > measurementLimit) return;
      this.#measurements += rows.length;
      books.run("addHeat", rows).catch((error: unknown) => console.error("the heat could not be written:", error));
    });
  }

  close(): void {
    this.#cancelTimer?.();
  }

  async #write(title: string, author: string, says: Statement, text: string): Promise<KnownDeal> {
    const atMs = this.#settings.clock.nowMs();
    this.#lastNumber += 1;
    const deal = { dealId: buildDealId(this.#lastNumber), title, author, atMs };
    await this.#settings.books.run("addDeal", { deal, post: { dealId: deal.dealId, author, says, text, atMs } });
    const known = this.#know(deal);
    this.#count(deal.dealId, says, atMs);
    return known;
  }

  #know(row: DealRow): KnownDeal {
    const heat = new DealHeat(this.#settings.peoplePerVisitor);
    const deal: KnownDeal = { row, heat, votes: new Map(), hot: 0, posts: 0 };
    this.#deals.set(row.dealId, deal);
    this.#byTitle.set(simplify(row.title), Promise.resolve(deal));
    return deal;
  }

  #count(id: string, says: Statement, atMs: number): void {
    const deal = this.#deals.get(id);
    if (!deal) return;
    deal.posts += 1;
    this.#posts += 1;
    deal.heat.addPost(says, this.#incidentClock.minuteAt(atMs));
  }

  #countVote({ dealId, author, direction, atMs }: VoteRow): void {
    const deal = this.#deals.get(dealId);
    if (!deal) return;
    const minute = this.#incidentClock.minuteAt(atMs);
    const replaced = deal.votes.get(author);
    if (!replaced) this.#votes += 1;
    deal.heat.addVote(direction, minute, replaced);
    deal.hot += (direction === "hot" ? 1 : -1) - (replaced ? (replaced.direction === "hot" ? 1 : -1) : 0);
    deal.votes.set(author, { direction, minute });
  }

  #view({ row, heat, hot, posts }: KnownDeal): DealView {
    const minute = this.#incidentClock.minuteAt(this.#settings.clock.nowMs());
    const { dealId: id, title } = row;
    return { id, title, votes: hot, posts, ...heat.read(minute) };
  }
}

/** Titles that differ in case and blanks are the same deal. */
function simplify(title: string): string {
  return title.trim().replaceAll(/\s+/g, " ").toLowerCase();
}

function buildDealId(number: number): string {
  return `d-${number}`;
}

function readDealNumber(dealId: string): number {
  return Number(dealId.slice(2));
}
