/** What the audit log says was done with projects: the words between the actor and the object. */
export const projectVerbs: Readonly<Record<string, string>> = {
  'project.create': 'created project',
  'project.update': 'changed project',
  'project.remove': 'deleted project',
};
