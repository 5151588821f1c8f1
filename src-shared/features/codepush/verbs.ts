/** What the audit log says was done with CodePush channels and releases: the words between the actor and the object. */
export const codepushVerbs: Readonly<Record<string, string>> = {
  'codepush.createChannel': 'opened channel',
  'codepush.editChannel': 'changed channel',
  'codepush.removeChannel': 'removed channel',
  'codepush.openApp': 'opened app',
  'codepush.renameApp': 'renamed app',
  'codepush.removeApp': 'removed app',
  'codepush.release': 'released',
  'codepush.promote': 'promoted',
  'codepush.rollback': 'rolled back to',
  'codepush.forceUpdate': 'forced an update of',
  'codepush.edit': 'edited',
  'codepush.halt': 'halted',
  'codepush.resume': 'resumed',
  'codepush.end': 'ended the rollout of',
  'codepush.clearHistory': 'cleared the history of',
};
