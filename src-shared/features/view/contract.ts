import { command, query } from '../../contract/define.ts';
import * as z from '../../contract/schema.ts';

/** A saved view: the hash path of a screen with its filter, under a name. */
export const viewSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  path: z.string(),
});
export type View = z.infer<typeof viewSchema>;

export const viewContract = {
  list: query({
    summary: 'The saved views, in their order.',
    reads: ['view'],
    input: z.void(),
    output: z.array(viewSchema),
  }),
  save: command({
    summary: 'Saves a view under a name; the same name is replaced.',
    input: z.object({ name: z.string().trim().min(1).max(80), path: z.string().startsWith('/').max(4000) }),
    output: z.array(viewSchema),
  }),
  remove: command({
    summary: 'Removes a saved view.',
    input: z.object({ id: z.number().int() }),
    output: z.array(viewSchema),
  }),
};
