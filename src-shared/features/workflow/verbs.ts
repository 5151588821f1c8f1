/** What the audit log says was done with workflows and their runs: the words between the actor and the object. */
export const workflowVerbs: Readonly<Record<string, string>> = {
  'workflow.put': 'changed the workflow of',
  'workflow.remove': 'took away the workflow of',
  'workflow.trust': 'trusted on a machine the workflow of',
  'workflow.distrust': 'no longer trusts the workflow of',
  'workflow.setSecret': 'kept a secret for the workflows of',
  'workflow.forgetSecret': 'forgot a secret of the workflows of',
  'workflow.begin': 'began to run',
  'workflow.approve': 'approved a step of',
  'workflow.refuse': 'refused a step of',
  'workflow.cancel': 'canceled the run of',
  'workflow.resume': 'took up the run of',
  'workflow.finish': 'finished the run of',
};
