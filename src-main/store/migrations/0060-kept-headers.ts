/** An answer that is kept under an Idempotency-Key has the headers that belong to it, Location among them. */
export const keptHeaders = `
ALTER TABLE idempotency ADD COLUMN headers TEXT NOT NULL DEFAULT '{}';
`;
