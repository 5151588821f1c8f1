/** What the audit log says was done with credentials: the words between the actor and the object. */
export const credentialVerbs: Readonly<Record<string, string>> = {
  'credential.put': 'noted credential',
  'credential.setSecret': 'kept a secret of',
  'credential.forgetSecret': 'forgot a secret of',
  'credential.remove': 'removed credential',
};
