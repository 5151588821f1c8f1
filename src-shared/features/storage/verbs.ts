/** What the audit log says was done with stored files: the words between the actor and the object. */
export const storageVerbs: Readonly<Record<string, string>> = {
  'storage.setQuota': 'set the quota of',
};
