/** What the audit log says was done with candidates: the words between the actor and the object. */
export const candidateVerbs: Readonly<Record<string, string>> = {
  'candidate.cut': 'cut',
  'candidate.replay': 'cut once more, without effect,',
};
