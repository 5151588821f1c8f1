/** What the audit log says was done with releases: the words between the actor and the object. */
export const releaseVerbs: Readonly<Record<string, string>> = {
  'release.create': 'created release',
  'release.setNotes': 'wrote the notes of release',
  'release.block': 'blocked release',
  'release.unblock': 'unblocked release',
};
