import type { PickFailure } from '#shared/features/candidate/pick.ts';
import classes from './Pick.module.css';

/** Why a pick failed in a release: what happened, and the files with the places in them that could not be merged. */
export function Conflicts({ failure: { message, files } }: { readonly failure: PickFailure }) {
  return (
    <div className={classes.failure}>
      <p>{message}</p>
      {files.length === 0 ? null : (
        <ul aria-label="Files in conflict">
          {files.map(({ path, hunks }) => (
            <li key={path}>
              <code>{path}</code>
              {hunks.map((hunk, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two places may have the same header
                <code key={index} className={classes.hunk}>
                  {hunk}
                </code>
              ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
