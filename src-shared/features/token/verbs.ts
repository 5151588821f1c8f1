/** What the audit log says was done with tokens: the words between the actor and the object. */
export const tokenVerbs: Readonly<Record<string, string>> = {
  'token.create': 'created token',
  'token.revoke': 'revoked token',
};
