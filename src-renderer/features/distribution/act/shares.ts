/** The shares that a rollout is usually widened to. */
const usual = [0.01, 0.05, 0.1, 0.2, 0.5, 1] as const;

/** The usual share after one, both 0 to 1. */
export function nextShare(share: number): number {
  return usual.find((one) => one > share) ?? 1;
}
