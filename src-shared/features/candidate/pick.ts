/** What became of a commit in one release that it was to be picked onto. */
export const pickStates = ['in_progress', 'success', 'failure', 'contained', 'left_out'] as const;
export type PickState = (typeof pickStates)[number];
