/** What an entry's verb says of its actor: "mira.solberg *marked rolled back* payments 4.2.0". One line per verb. */
const words: Readonly<Record<string, string>> = {
  'deployment.record': 'recorded',
  'deployment.schedule': 'scheduled',
  'deployment.queue': 'queued',
  'deployment.start': 'marked started',
  'deployment.succeed': 'marked succeeded',
  'deployment.finish_partly': 'marked partly done',
  'deployment.fail': 'marked failed',
  'deployment.error': 'marked errored',
  'deployment.request_cancel': 'asked to cancel',
  'deployment.cancel': 'canceled',
  'deployment.requeue': 'queued again',
  'deployment.roll_back': 'marked rolled back',
  'deployment.retry': 'retried',
  'deployment.edit': 'edited',
  'deployment.report': 'reported on',
  'deployment.move': 'moved',
  'project.create': 'created project',
  'project.update': 'changed project',
  'environment.create': 'created environment',
  'environment.update': 'changed environment',
  'environment.reorder': 'reordered',
  'release.create': 'created release',
  'token.create': 'created token',
  'token.revoke': 'revoked token',
  'import.start': 'imported',
  'import.finish': 'imported',
  'import.cancel': 'canceled import',
  'import.undo': 'undid import',
  'export.deployments': 'exported deployments',
  'export.activity': 'exported activity',
};

/** A verb in words; one that has no words yet is read as it is written, `release.note_added` as "release note added". */
export function verbWords(verb: string): string {
  return words[verb] ?? verb.replaceAll(/[._]/g, ' ');
}

/** What an entry says in words: what was done, or that it was refused. */
export function entryWords({
  verb,
  refused,
}: {
  readonly verb: string;
  readonly refused: string | null;
}): string {
  return refused === null
    ? verbWords(verb)
    : `was refused: ${verb.split('.')[1]?.replaceAll('_', ' ') ?? verb}`;
}
