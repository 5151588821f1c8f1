import { osLabels } from '#shared/features/build/model.ts';
import { useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { FactList } from '../../../ui/Page.tsx';
import { PeekDrawer, PeekLine, PeekPart } from '../../../ui/PeekDrawer.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import { Version } from '../../../ui/Version.tsx';
import { WaitingPeek } from '../../../ui/WaitingPeek.tsx';
import classes from '../Distribution.module.css';
import { factsOf } from '../facts.tsx';
import { headActions } from '../headActions.ts';
import { type DistributionRecord, numberLabel, placeOf, shareText, versionOf } from '../words.ts';

/** The distribution beside the list: enough to judge it, and its next action. */
export function DistributionPeek({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { data, error } = useCall('distribution.get', { id });
  if (!data || error?.code === 'not_found')
    return <WaitingPeek label="Distribution" error={error} onClose={onClose} />;
  return <PeekOf record={data} onClose={onClose} />;
}

function PeekOf({ record, onClose }: { readonly record: DistributionRecord; readonly onClose: () => void }) {
  const { distribution: row, storeState, staged } = record;
  const open = () => navigate(pathTo.distribution(row.id));
  const [first] = headActions(record).filter(({ refusal }) => refusal === null);
  return (
    <PeekDrawer
      label={`Distribution of ${row.project} ${versionOf(row)}`}
      production={row.target === 'production'}
      onClose={onClose}
      onOpen={open}
      header={
        <>
          <PeekLine aside={numberLabel(row.deploymentNumber)}>
            <DeliveryBadge status={row.status} />
          </PeekLine>
          <PeekLine aside={<EnvironmentLabel name={`${osLabels[row.os]} ${row.target}`} tier={row.target} />}>
            <strong className={classes.name}>{row.project}</strong>
          </PeekLine>
          <PeekLine aside={<Version value={versionOf(row)} strong />}>{placeOf(row)}</PeekLine>
        </>
      }
      footer={
        <>
          {first ? (
            <ActionButton label={first.label} icon={first.icon} size="xs" onClick={first.onClick} />
          ) : null}
          <ActionButton label="Open" size="xs" after={<KeyHint keys="Enter" />} onClick={open} />
        </>
      }
    >
      {storeState || staged ? (
        <PeekPart title="In the store">
          {storeState ? <StateBadge tone={storeState.tone} label={storeState.label} /> : null}
          {staged ? (
            <p className={text.quiet}>
              {staged.label}, reaches {shareText(staged.share)}
            </p>
          ) : null}
        </PeekPart>
      ) : null}
      {row.errorMessage ? (
        <PeekPart title="Error">
          <p className={classes.error}>{record.explained?.message ?? row.errorMessage}</p>
          {record.explained ? <p className={text.quiet}>{record.explained.hint}</p> : null}
        </PeekPart>
      ) : null}
      <PeekPart>
        <FactList facts={factsOf(record)} />
      </PeekPart>
      <PeekPart title="Release notes">
        <p className={text.prose}>{row.releaseNotes || 'none'}</p>
      </PeekPart>
    </PeekDrawer>
  );
}
