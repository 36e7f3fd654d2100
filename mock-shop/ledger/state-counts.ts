import type { DatabaseSync } from "node:sqlite";

/**
 * How many orders are in each state. Counted once when the books are opened, and from then on by triggers of this
 * connection in a table in memory: a look costs the same with ten orders and with a million, and what a transaction
 * takes back is taken back here too.
 */
export function openStateCounts(database: DatabaseSync): () => Record<string, number> {
  database.exec(`
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE state_counts (state TEXT PRIMARY KEY, orders INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO temp.state_counts SELECT state, COUNT(*) FROM main.orders GROUP BY state;
CREATE TEMP TRIGGER count_placed AFTER INSERT ON main.orders BEGIN
  INSERT INTO state_counts VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET orders = orders + 1;
END;
CREATE TEMP TRIGGER count_changed AFTER UPDATE OF state ON main.orders BEGIN
  UPDATE state_counts SET orders = orders - 1 WHERE state = OLD.state;
  INSERT INTO state_counts VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET orders = orders + 1;
END;
`);
  const read = database.prepare("SELECT state, orders FROM temp.state_counts WHERE orders > 0");
  return () => Object.fromEntries(read.all().map(({ state, orders }) => [String(state), Number(orders)]));
}
