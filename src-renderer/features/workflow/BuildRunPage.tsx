import { IconListCheck } from '@tabler/icons-react';
import { useCall } from '../../api/client.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { RunPage } from './RunPage.tsx';

/** The newest run that built a candidate. */
export function BuildRunPage({ candidateId }: { readonly candidateId: number }) {
  const { data, error } = useCall('workflow.runs', { candidateId, limit: 1 }, { keepPrevious: false });
  const [newest] = data ?? [];
  if (newest) return <RunPage target={{ id: newest.id }} />;
  return (
    <Page>
      {error ? (
        <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
      ) : data ? (
        <EmptyState
          icon={IconListCheck}
          title="No workflow built this candidate: it was ready as soon as it was cut."
          hint="Give the project a workflow that builds its candidates, and choose to build when you cut one."
          primary={{
            label: 'Open the candidate',
            onClick: () => navigate(pathTo.release(candidateId)),
          }}
        />
      ) : (
        <RowSkeleton />
      )}
    </Page>
  );
}
