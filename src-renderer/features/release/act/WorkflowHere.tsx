import { useCall } from '../../../api/client.ts';
import { closeDialog } from '../../../app/dialogs.ts';
import { pathTo } from '../../../app/routes.ts';
import text from '../../../ui/Text.module.css';
import { notReady } from './deployForm.ts';
import { Warnings } from './Warnings.tsx';

/**
 * What a workflow will do, and what keeps it from running on this machine, with the way to it. Whoever draws it knows that
 * the place has a workflow.
 */
export function WorkflowHere({
  projectId,
  environmentId,
  says,
}: {
  readonly projectId: number;
  /** Null for the workflow that builds candidates. */
  readonly environmentId: number | null;
  /** What happens where nothing keeps it from running; null where that is said elsewhere. */
  readonly says: string | null;
}) {
  const { data } = useCall('workflow.trust', { projectId, environmentId }, { keepPrevious: false });
  const problems = data ? notReady(data) : [];
  if (problems.length === 0) return says;
  return (
    <>
      {says} As it stands, the workflow would end at once, errored.
      <Warnings warnings={problems} />
      <a className={text.link} href={`#${pathTo.workflow(projectId, environmentId)}`} onClick={closeDialog}>
        Open the workflow
      </a>
    </>
  );
}
