/** So many decisions are looked at; a step makes about ten. */
export const NEWEST_DECISIONS = 200;

/** What the parts of a release's page ask for, alike, so that it is read once. */
export function planInput(deploymentId: number) {
  return { deploymentId, limit: NEWEST_DECISIONS };
}
