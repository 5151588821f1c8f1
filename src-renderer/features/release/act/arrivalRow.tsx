import { closeDialog } from '../../../app/dialogs.ts';
import type { ActionRow } from '../../../ui/ActionDialog.tsx';
import text from '../../../ui/Text.module.css';
import { pathOfChanges } from '../changes/changesPlace.ts';
import { counted } from '../words.ts';
import classes from './Act.module.css';
import type { DeployPreview } from './deployForm.ts';

/** So many releases on the way are named in one line. */
const NAMED = 6;

type Arrival = NonNullable<DeployPreview['arrives']>;

/** The releases on the way as a sentence. */
function betweenWords(between: Arrival['between']): string {
  if (between.length === 0) return 'No other release lies between.';
  const named = between.slice(0, NAMED).join(', ');
  const more = between.length - NAMED;
  return `${named}${more > 0 ? ` and ${more} more` : ''} ${between.length === 1 ? 'lies' : 'lie'} between.`;
}

/** What comes to the environment with the version: its changes where they were read, and the releases on the way. */
export function arrivalRow(arrives: DeployPreview['arrives'], projectId: number): ActionRow[] {
  if (!arrives) return [];
  const { from, toId, between, changes } = arrives;
  return [
    {
      label: 'Arrives',
      ...(changes ? { note: counted(changes.total, 'change', 'changes') } : {}),
      content: (
        <>
          <p className={classes.said}>
            {changes
              ? `${counted(changes.total, 'change', 'changes')} by ${counted(changes.authors, 'author', 'authors')} since ${from.version}. `
              : `Nobody has read here what changed since ${from.version}. `}
            {betweenWords(between)}
          </p>
          {from.releaseId === null ? null : (
            <a
              className={text.link}
              href={`#${pathOfChanges({
                projectId,
                by: 'versions',
                lowerId: null,
                upperId: null,
                from: { releaseId: from.releaseId },
                to: { releaseId: toId },
              })}`}
              onClick={closeDialog}
            >
              {changes ? 'Look at the changes' : 'Read the changes'}
            </a>
          )}
        </>
      ),
    },
  ];
}
