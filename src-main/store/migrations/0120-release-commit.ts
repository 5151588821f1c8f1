/** Versions by the commit that they were cut from: the palette finds a candidate that was never deployed by it. */
export const releaseCommit = `
CREATE INDEX release_commit ON release (commitSha) WHERE commitSha IS NOT NULL;
`;
