/** What the audit log says was done with imports: the words between the actor and the object. */
export const importVerbs: Readonly<Record<string, string>> = {
  'import.start': 'imported',
  'import.finish': 'imported',
  'import.cancel': 'canceled import',
  'import.undo': 'undid import',
};
