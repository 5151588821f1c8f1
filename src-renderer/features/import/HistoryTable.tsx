import { Autocomplete, Checkbox, Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Fragment, useId } from 'react';
import {
  type BuildTarget,
  buildTargets,
  type OperatingSystem,
  operatingSystems,
  osLabels,
} from '#shared/features/build/model.ts';
import type { InspectedDeployment } from '#shared/features/import/contract.ts';
import { useCall } from '../../api/client.ts';
import { formatCount } from '../../ui/numbers.ts';
import { type PlainColumn, PlainTable } from '../../ui/PlainTable.tsx';
import { TierTag } from '../../ui/TierTag.tsx';
import { shortenMiddle } from '../../ui/Version.tsx';
import classes from './HistoryTable.module.css';
import {
  type AppChoice,
  bringsWords,
  changedApp,
  changedDeployment,
  type DeploymentChoice,
  elsewhereRemark,
  rowRemark,
} from './historyChoice.ts';

const COLUMNS: readonly PlainColumn[] = [
  'Deployment and key',
  { label: 'Releases', end: true },
  'Labels',
  { label: 'Clients', end: true },
  'Build target',
  'Comes in',
];

/** Each app of a CodePush history with its deployments: which channel each becomes, or that it stays out, and what it brings. */
export function HistoryTable({
  deployments,
  apps,
  onApps,
}: {
  readonly deployments: readonly InspectedDeployment[];
  readonly apps: readonly AppChoice[];
  readonly onApps: (apps: readonly AppChoice[]) => void;
}) {
  const facts = new Map(deployments.map((one) => [one.key, one]));
  return (
    <PlainTable label="Apps and deployments" columns={COLUMNS}>
      {apps.map((app) => (
        <Fragment key={app.deployments[0]?.key}>
          <AppRow
            app={app}
            deployments={app.deployments.flatMap(({ key }) => facts.get(key) ?? [])}
            onChange={(to) => onApps(changedApp(apps, app, to))}
          />
          {app.deployments.map((choice) => {
            const own = facts.get(choice.key);
            return own ? (
              <DeploymentRows
                key={choice.key}
                app={app}
                deployment={own}
                choice={choice}
                onChange={(to) => onApps(changedDeployment(apps, choice.key, to))}
              />
            ) : null;
          })}
        </Fragment>
      ))}
    </PlainTable>
  );
}

function AppRow({
  app: { app, project, os },
  deployments,
  onChange,
}: {
  readonly app: AppChoice;
  readonly deployments: readonly InspectedDeployment[];
  readonly onChange: (to: Partial<AppChoice>) => void;
}) {
  const projects = useCall('project.list', undefined).data ?? [];
  const mobile = projects.filter(({ kind }) => kind === 'mobile').map(({ name }) => name);
  const isNew = !projects.some(({ name }) => name === project.trim());
  const isAllHere = deployments.every(({ isHere }) => isHere);
  return (
    <tr className={classes.app}>
      <td colSpan={COLUMNS.length}>
        <div className={classes.place}>
          <strong>{app}</strong>
          {isAllHere ? (
            <span className={classes.note}>goes into the channels that have its keys here</span>
          ) : (
            <>
              <Autocomplete
                aria-label={`Project of ${app}`}
                placeholder="Project"
                data={mobile}
                openOnFocus={false}
                value={project}
                onChange={(value) => onChange({ project: value })}
                w={180}
                size="xs"
              />
              <Select
                aria-label={`Operating system of ${app}`}
                placeholder="Choose a system"
                data={operatingSystems.map((value) => ({ value, label: osLabels[value] }))}
                value={os}
                error={os === null}
                onChange={(value) => onChange({ os: value as OperatingSystem })}
                allowDeselect={false}
                w={136}
                size="xs"
              />
              <span className={classes.note}>{isNew ? 'a new project' : 'a project that is here'}</span>
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

function DeploymentRows({
  app,
  deployment,
  choice,
  onChange,
}: {
  readonly app: AppChoice;
  readonly deployment: InspectedDeployment;
  readonly choice: DeploymentChoice;
  readonly onChange: (to: Partial<DeploymentChoice>) => void;
}) {
  const remarkId = useId();
  const { name, key, place, isHere, releases, labels, active, outcome } = deployment;
  const title = `${name} of ${app.app}`;
  const remark = choice.isTaken ? rowRemark(deployment) : null;
  const elsewhere = choice.isTaken ? elsewhereRemark(app, deployment) : null;
  // What is ticked again is told by the next count.
  const isCounted = choice.isTaken === (outcome !== 'left_out');
  return (
    <>
      <tr data-off={!choice.isTaken || undefined}>
        <td>
          <Checkbox
            size="xs"
            aria-label={`Import ${title}`}
            aria-describedby={remark ? remarkId : undefined}
            label={
              <>
                {name}
                <span className={classes.key} title={key}>
                  {shortenMiddle(key, 22)}
                </span>
              </>
            }
            checked={choice.isTaken}
            onChange={(event) => onChange({ isTaken: event.currentTarget.checked })}
          />
        </td>
        <td data-end>{formatCount(releases.total)}</td>
        <td className={classes.labels}>
          {labels === null
            ? ''
            : labels.first === labels.last
              ? labels.first
              : `${labels.first} – ${labels.last}`}
        </td>
        <td data-end>{active === null ? '' : formatCount(active)}</td>
        <td>
          {isHere && place !== null ? (
            <TierTag tier={place.target} />
          ) : (
            <Select
              className={classes.target ?? ''}
              aria-label={`Build target of ${title}`}
              data={[...buildTargets]}
              value={choice.target}
              disabled={!choice.isTaken}
              onChange={(value) => onChange({ target: value as BuildTarget })}
              allowDeselect={false}
              w={112}
              size="xs"
            />
          )}
        </td>
        <td className={classes.brings}>
          {choice.isTaken ? (isCounted ? bringsWords(deployment) : '') : 'left out'}
        </td>
      </tr>
      {elsewhere === null ? null : (
        <tr className={classes.remark}>
          <td colSpan={COLUMNS.length}>{elsewhere}</td>
        </tr>
      )}
      {remark === null ? null : (
        <tr className={classes.remark}>
          <td colSpan={COLUMNS.length}>
            <span id={remarkId} className={classes.warning}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
              {remark}
            </span>
          </td>
        </tr>
      )}
    </>
  );
}
