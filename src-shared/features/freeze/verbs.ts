/** What the audit log says was done with freezes: the words between the actor and the object. */
export const freezeVerbs: Readonly<Record<string, string>> = {
  'freeze.create': 'made freeze',
  'freeze.update': 'changed freeze',
  'freeze.lift': 'lifted freeze',
  'freeze.remove': 'removed freeze',
  'freeze.begin': 'began freeze',
  'freeze.end': 'ended freeze',
};
