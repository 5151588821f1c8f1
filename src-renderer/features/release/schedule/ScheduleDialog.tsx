import { Checkbox, Input, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { momentWords } from '#shared/zone.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { StartField, WeekdayChips, ZoneSelect, zoneName } from '../../../ui/Recurrence.tsx';
import { useNow, useZone } from '../../../ui/time.tsx';
import classes from './Schedule.module.css';
import { comingTimes, faultOf, formOf, type ScheduleForm, timesOf } from './scheduleForm.ts';

type Schedule = NonNullable<OutputFor<'candidate.schedule'>>;

/** So many of the next times are told. */
const TOLD = 3;

/** When a project is cut by itself; once it is known whether it is already. */
export function ScheduleDialog({
  projectId,
  onClose,
}: {
  readonly projectId: number;
  readonly onClose: () => void;
}) {
  const project = useCall('project.list', undefined).data?.find(({ id }) => id === projectId);
  const schedule = useCall('candidate.schedule', { projectId }, { keepPrevious: false });
  if (!project || schedule.data === undefined) return null;
  return (
    <ScheduleFields projectId={projectId} project={project.name} schedule={schedule.data} onClose={onClose} />
  );
}

function ScheduleFields({
  projectId,
  project,
  schedule,
  onClose,
}: {
  readonly projectId: number;
  readonly project: string;
  readonly schedule: Schedule | null;
  readonly onClose: () => void;
}) {
  const shown = useZone();
  const save = useAct('candidate.setSchedule');
  const clone = useCall('changelog.clone', { projectId }).data;
  const builder = useCall('workflow.get', { projectId, environmentId: null }).data;
  const now = useNow(60_000);
  const [form, setForm] = useState(() => formOf(schedule, zoneName(shown)));
  const set = (change: Partial<ScheduleForm>) => setForm((before) => ({ ...before, ...change }));
  const fault = faultOf(form, now);
  const times = fault ? null : timesOf(form);
  const faultAt = (field: string) => (fault?.field === field ? fault.message : undefined);
  const put = async (next: typeof times) => {
    try {
      await save.run({ projectId, times: next && { ...next, builds: next.builds && builder != null } });
      onClose();
    } catch {
      // The form stays open and shows what was refused.
    }
  };
  const branches = clone?.branches.map(({ name }) => name) ?? [];
  return (
    <FormDialog
      title={`Cut ${project} on a schedule`}
      onClose={onClose}
      submitLabel={schedule ? 'Save the schedule' : 'Cut on this schedule'}
      onSubmit={() => void put(times)}
      blockedReason={fault ? fault.message : null}
      busy={save.busy}
      error={save.error}
      size={600}
    >
      <Input.Wrapper label="Cuts" labelElement="div">
        <SegmentedControl
          className={classes.kind ?? ''}
          aria-label="Cuts"
          data={[
            { value: 'weekly', label: 'On weekdays' },
            { value: 'pattern', label: 'Pattern' },
          ]}
          value={form.kind}
          onChange={(kind) => set({ kind: kind as ScheduleForm['kind'] })}
        />
      </Input.Wrapper>
      {form.kind === 'weekly' ? (
        <WeekdayChips legend="On" value={form.weekdays} onValue={(weekdays) => set({ weekdays })} />
      ) : null}
      <div className={classes.two}>
        <StartField
          kind={form.kind}
          time={form.time}
          cron={form.cron}
          label="Cuts at"
          placeholder="09:00"
          faultOf={faultAt}
          autoFocus
          onChange={set}
        />
        <ZoneSelect value={form.zone} error={faultAt('zone')} onValue={(zone) => set({ zone })} />
      </div>
      <Select
        label="Branch of the clone"
        placeholder="the one that is checked out"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'The one that is checked out' }}
        limit={100}
        nothingFoundMessage="No branch has this name."
        data={form.branch === null || branches.includes(form.branch) ? branches : [form.branch, ...branches]}
        value={form.branch}
        onChange={(branch) => set({ branch })}
      />
      <Checkbox
        size="xs"
        label="Run the project’s build workflow for what is cut"
        checked={form.builds && builder != null}
        disabled={builder == null}
        onChange={(event) => set({ builds: event.currentTarget.checked })}
      />
      <div className={classes.told} aria-live="polite">
        {times ? (
          <p>
            Next:{' '}
            {comingTimes(times, now, TOLD)
              .map((at) => momentWords(at, now, times.zone))
              .join(', ')}
            .
          </p>
        ) : null}
        <p>
          It is skipped when nothing that belongs to {project} landed since its highest version. Times that
          pass while Slipway is closed or the machine sleeps are made up for once. Nothing is fetched: what is
          to be cut must be in the clone.
        </p>
        {clone?.path === null ? (
          <p className={classes.warning}>No clone is attached on this machine, so nothing can be cut yet.</p>
        ) : null}
      </div>
      {schedule ? (
        <div>
          <ActionButton label="End the schedule" busy={save.busy} onClick={() => void put(null)} />
        </div>
      ) : null}
    </FormDialog>
  );
}
