/** What the audit log says was done with builds: the words between the actor and the object. */
export const buildVerbs: Readonly<Record<string, string>> = {
  'build.create': 'recorded build',
  'build.report': 'reported on build',
  'build.retry': 'retried build',
  'build.setStoreState': 'noted the store’s answer on',
  'build.correctStoreState': 'corrected the store’s answer on',
  'build.setLive': 'marked Live',
  'build.forceUpdate': 'forced users off',
};
