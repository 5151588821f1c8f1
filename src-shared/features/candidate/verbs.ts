/** What the audit log says was done with candidates: the words between the actor and the object. */
export const candidateVerbs: Readonly<Record<string, string>> = {
  'candidate.cut': 'cut',
  'candidate.pick': 'picked',
  'candidate.pickFailed': 'could not pick',
  'candidate.resolvePick': 'resolved the pick of',
  'candidate.setSchedule': 'set when to cut',
  'candidate.endSchedule': 'ended the scheduled cuts of',
  'candidate.scheduleFailed': 'could not cut on schedule',
  'candidate.lacks': 'found picked commits missing in',
  'candidate.replay': 'cut once more, without effect,',
};
