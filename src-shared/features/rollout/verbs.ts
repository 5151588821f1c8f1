/** What the audit log says was done with rollout plans: the words between the actor and the object. */
export const rolloutVerbs: Readonly<Record<string, string>> = {
  'rollout.put': 'planned the rollout of',
  'rollout.advance': 'advanced',
  'rollout.hold': 'held',
  'rollout.halt': 'halted',
  'rollout.finish': 'finished the rollout of',
  'rollout.pause': 'paused the plan of',
  'rollout.resume': 'resumed the plan of',
  'rollout.stop': 'stopped the plan of',
};
