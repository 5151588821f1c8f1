/** What the audit log says was done with environments: the words between the actor and the object. */
export const environmentVerbs: Readonly<Record<string, string>> = {
  'environment.create': 'created environment',
  'environment.update': 'changed environment',
  'environment.setPhases': 'set the phases of',
  'environment.setPromotes': 'changed auto-promotion of',
  'environment.hold': 'held auto-promotion of',
  'environment.liftHold': 'lifted the hold of',
  'environment.deploy': 'deployed',
  'environment.deploy_replay': 'asked once more, without effect, for',
  'environment.schedule': 'scheduled',
  'environment.reschedule': 'rescheduled',
  'environment.rollback': 'rolled back to',
  'environment.remove': 'deleted environment',
  'environment.reorder': 'reordered',
};
