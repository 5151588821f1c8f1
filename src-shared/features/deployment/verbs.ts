/** What the audit log says was done with deployments: the words between the actor and the object. */
export const deploymentVerbs: Readonly<Record<string, string>> = {
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
};
