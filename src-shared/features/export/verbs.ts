/** What the audit log says was done with exports: the words between the actor and the object. */
export const exportVerbs: Readonly<Record<string, string>> = {
  'export.deployments': 'exported deployments',
  'export.activity': 'exported activity',
};
