/**
 * The end of what a step writes while it still runs and has written more than is kept: one row a run, replaced as it
 * writes on, and read for good once the step is over. Nothing searches it before that.
 */
export const runTail = `
CREATE TABLE run_tail (
  runId INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  pieces TEXT NOT NULL
) STRICT;
`;
