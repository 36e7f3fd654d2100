import type { DatabaseSync } from "node:sqlite";

/** Brings the books to the newest version, all steps in one transaction; books of a version not known are left alone. */
export function migrateBooks(database: DatabaseSync, steps: readonly string[]): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
    const version = readVersion(database);
    if (version > steps.length) {
      throw new Error(`expected books of schema version ${steps.length} or older, got version ${version}`);
    }
    for (const step of steps.slice(version)) database.exec(step);
    database
      .prepare("INSERT INTO meta VALUES ('schema_version', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .run(String(steps.length));
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function readVersion(database: DatabaseSync): number {
  const value = database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").get()?.value;
  return Number(value ?? 0);
}
