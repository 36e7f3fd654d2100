/** Step n brings the forum's books of version n - 1 to version n; a released step is never changed. */
export const schemaSteps: readonly string[] = [
  `
CREATE TABLE opening (at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE deals (deal_id TEXT PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE posts (
  post_id INTEGER PRIMARY KEY, deal_id TEXT NOT NULL, author TEXT NOT NULL, says TEXT NOT NULL, text TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX posts_by_deal ON posts (deal_id, post_id);
CREATE TABLE votes (
  deal_id TEXT NOT NULL, author TEXT NOT NULL, direction TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (deal_id, author)
) STRICT;
CREATE TABLE heat (deal_id TEXT NOT NULL, at_ms INTEGER NOT NULL, heat REAL NOT NULL) STRICT;
`,
];
