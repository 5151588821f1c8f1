/**
 * Reads of distributions that cost the same however many there are: what is counted beside the status chips, what went
 * to a track before, what App Store Connect said last, and the builds that share a version code.
 */
export const distributionReads = `
CREATE INDEX distribution_counted ON distribution (status, store, projectId, track, id);
CREATE INDEX distribution_succeeded ON distribution (projectId, store, track, id, userFraction)
  WHERE status = 'succeeded';
CREATE INDEX distribution_said ON distribution (projectId, storeState, id)
  WHERE store = 'apple' AND track = 'Production' AND status = 'succeeded' AND storeState IS NOT NULL;
CREATE INDEX build_code ON build (projectId, os, versionCode) WHERE versionCode IS NOT NULL;
`;
