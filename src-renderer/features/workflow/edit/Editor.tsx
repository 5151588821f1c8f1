import { IconDeviceFloppy, IconListCheck, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { StepKind, Workflow } from '#shared/features/workflow/model.ts';
import { isAction } from '#shared/features/workflow/rules.ts';
import { type InputFor, useCall } from '../../../api/client.ts';
import { type Command, useCommands } from '../../../app/commands.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Banner } from '../../../ui/Banner.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageHeader, WithSidePanel } from '../../../ui/Page.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Instant } from '../../../ui/time.tsx';
import type { WorkflowTarget } from '../target.ts';
import { DryRun, useVersions } from './DryRun.tsx';
import { putDraft, useDraft } from './drafts.ts';
import classes from './Editor.module.css';
import { type Asked, EditorDialogs } from './EditorDialogs.tsx';
import { EditorRail } from './EditorRail.tsx';
import { StepFields } from './StepFields.tsx';
import { addLabels, StepList, stepKinds } from './StepList.tsx';
import { useFilledField } from './useFilledField.ts';
import { useSiblings } from './useSiblings.ts';
import { addStep, checkSteps, type Edited, formsOf, isChanged, type StepForm } from './workflowForm.ts';

const panels = [
  { id: 'step', label: 'Step' },
  { id: 'dry', label: 'Dry run' },
] as const;

/** A workflow as it is written: its steps, the fields of the chosen one, what they would run, and their trust. */
export function Editor({
  target,
  workflow,
  onLeave,
}: {
  readonly target: WorkflowTarget;
  /** As it is saved; null when there is none. */
  readonly workflow: Workflow | null;
  readonly onLeave: () => void;
}) {
  const { projectId, environmentId, draftKey } = target;
  const saved = useMemo(() => workflow?.steps ?? [], [workflow]);
  const draft = useDraft(draftKey);
  const forms = useMemo(() => draft?.forms ?? formsOf(saved), [draft, saved]);
  const dirty = draft !== null && isChanged(forms, saved);
  const overtaken = dirty && draft.base !== (workflow?.updatedAt ?? null);
  const check = useMemo(() => checkSteps(forms), [forms]);
  const [chosen, setChosen] = useState<number | null>(forms[0]?.key ?? null);
  const [panel, setPanel] = useState<(typeof panels)[number]['id']>('step');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [adding, setAdding] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<number>>(new Set());
  const [version, setVersion] = useState<number | null>(null);
  const editor = useRef<HTMLDivElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const wantsName = useRef(false);
  const { forget, ...filled } = useFilledField();
  const versions = useVersions(projectId);
  const siblings = useSiblings(target);
  const versionId = version ?? versions[0]?.id ?? null;
  const trust = useCall('workflow.trust', { projectId, environmentId });
  const steps = useDeferredValue(check.steps);
  const dry = useCall(
    'workflow.dryRun',
    {
      projectId,
      environmentId,
      steps: (steps ?? []) as InputFor<'workflow.dryRun'>['steps'],
      candidateId: versionId,
    },
    { enabled: steps !== null },
  );
  const current = forms.find(({ key }) => key === chosen) ?? null;
  useEffect(() => {
    if (!wantsName.current) return;
    wantsName.current = false;
    nameField.current?.select();
  });

  const put = (next: readonly StepForm[]) =>
    putDraft(draftKey, {
      forms: next,
      base: draft?.base ?? workflow?.updatedAt ?? null,
      isChanged: isChanged(next, saved),
    });
  const choose = (key: number | null) => {
    if (key !== chosen) forget();
    // What was looked at is judged from then on; what was just begun is left alone until it is left.
    if (chosen !== null) setTouched(new Set(touched).add(chosen));
    setChosen(key);
  };
  const edit = ({ forms: next, key }: Edited) => {
    put(next);
    choose(key);
  };
  const add = (kind: StepKind) => {
    edit(addStep(forms, kind, chosen));
    setPanel('step');
    wantsName.current = true;
  };
  const change = (changes: Partial<StepForm>) => {
    if (!current) return;
    setTouched(new Set(touched).add(current.key));
    put(forms.map((form) => (form.key === current.key ? { ...form, ...changes } : form)));
  };
  const save = () => {
    setTouched(new Set(forms.map(({ key }) => key)));
    if (check.steps && dirty) setAsked({ what: 'save', steps: check.steps });
  };
  const [fault] = check.faults;
  const blocked = fault
    ? `${forms.find(({ key }) => key === fault.key)?.name.trim() || 'The workflow'}: ${fault.message}`
    : dirty
      ? null
      : 'Nothing is changed';
  useEditorCommands({ save, add: () => setAdding(true), blocked });
  const shown = check.faults.filter(({ key }) => key !== null && touched.has(key));
  return (
    <>
      <PageHeader
        title={`Workflow of ${target.label}`}
        back={{ label: 'where you came from', onClick: onLeave }}
        count={
          dirty ? (
            'not saved yet'
          ) : workflow ? (
            <>
              saved <Instant at={workflow.updatedAt} />
            </>
          ) : undefined
        }
        actions={
          <>
            {workflow ? <ActionButton label="Remove" onClick={() => setAsked({ what: 'remove' })} /> : null}
            {dirty ? (
              <ActionButton
                label="Discard changes"
                onClick={() => {
                  putDraft(draftKey, null);
                  choose(saved.length > 0 ? 0 : null);
                }}
              />
            ) : null}
            <ActionButton
              label="Save"
              icon={IconDeviceFloppy}
              tone={blocked === null ? 'primary' : 'default'}
              disabledReason={blocked}
              onClick={save}
            />
          </>
        }
      />
      {overtaken ? (
        <Banner title="It was changed since you began.">
          Your changes are kept here. Saving them puts them in the place of the others; discarding them shows
          the workflow as it is.
        </Banner>
      ) : null}
      {forms.length === 0 ? (
        <EmptyState
          icon={IconListCheck}
          title={
            environmentId === null
              ? `How candidates of ${target.project} are built would stand here, step by step.`
              : `How versions get to ${target.environment} would stand here, step by step.`
          }
          hint="Commands and HTTP calls of your own, waits and approvals. Nothing runs before you have trusted it on this machine."
          primary={{ label: 'Add a command', icon: IconPlus, onClick: () => add('command') }}
          others={[
            ...siblings.map(({ label, workflow: { steps: own } }) => ({
              label: `Take over the steps of ${label}`,
              onClick: () => edit({ forms: formsOf(own), key: 0 }),
            })),
            { label: 'Add an HTTP call', onClick: () => add('http') },
            { label: 'Add an approval', onClick: () => add('approval') },
          ]}
        />
      ) : (
        <div ref={editor} className={classes.editor}>
          <StepList
            forms={forms}
            faults={shown}
            chosen={chosen}
            adding={adding}
            onAdding={setAdding}
            onChoose={choose}
            onEdit={edit}
            onAdd={add}
          />
          <WithSidePanel
            panel={
              <EditorRail
                trust={
                  saved.some(isAction) && trust.data
                    ? { trusted: trust.data.trusted && !dirty, blockedReason: dirty ? 'Save it first' : null }
                    : null
                }
                secrets={dry.data?.secrets ?? trust.data?.secrets ?? []}
                isBuild={environmentId === null}
                filled={panel === 'step' ? filled.filled : null}
                onInsert={filled.insert}
                onTrust={() => setAsked({ what: 'trust' })}
                onSecret={(slot) => setAsked({ what: 'secret', slot })}
                onForget={(slot) => setAsked({ what: 'forget', slot })}
              />
            }
          >
            <Tabs label="Parts of the editor" tabs={panels} value={panel} onChange={setPanel}>
              {/* biome-ignore lint/a11y/noStaticElementInteractions: only listens to the Escape of the fields inside */}
              <div
                className={classes.panel}
                onFocusCapture={filled.onFocusCapture}
                onKeyDown={(event) => leaveField(event, editor.current)}
              >
                {panel === 'dry' ? (
                  <DryRun
                    dry={check.steps && dry.data ? dry.data : null}
                    error={dry.error}
                    forms={forms}
                    faults={check.faults}
                    versions={versions}
                    versionId={versionId}
                    onVersion={setVersion}
                  />
                ) : current ? (
                  <StepFields
                    key={current.key}
                    form={current}
                    faults={shown.filter(({ key }) => key === current.key)}
                    nameRef={nameField}
                    onForm={change}
                  />
                ) : null}
              </div>
            </Tabs>
          </WithSidePanel>
        </div>
      )}
      {asked ? (
        <EditorDialogs
          asked={asked}
          target={target}
          saved={saved}
          secrets={dry.data?.secrets ?? []}
          onSaved={(trusts) => {
            putDraft(draftKey, null);
            setAsked(trusts ? { what: 'trust' } : null);
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

/** An Escape in a field leads back to its step; only the next one leaves the page. */
function leaveField(event: KeyboardEvent, editor: HTMLElement | null): void {
  const { target } = event;
  if (event.key !== 'Escape' || event.defaultPrevented || !(target instanceof HTMLElement)) return;
  if (!target.matches('input, textarea') || target.getAttribute('aria-expanded') === 'true') return;
  event.preventDefault();
  editor?.querySelector<HTMLElement>('nav [aria-pressed="true"]')?.focus();
}

function useEditorCommands({
  save,
  add,
  blocked,
}: {
  readonly save: () => void;
  readonly add: () => void;
  readonly blocked: string | null;
}): void {
  const latest = useRef({ save, add });
  useEffect(() => {
    latest.current = { save, add };
  });
  useCommands(
    'workflow.editor',
    useMemo(
      (): Command[] => [
        {
          id: 'workflow.save',
          label: 'Save the workflow',
          group: 'Actions',
          icon: IconDeviceFloppy,
          keys: 'mod+s',
          disabledReason: blocked,
          run: () => latest.current.save(),
        },
        {
          id: 'workflow.add',
          label: `Add a step: ${stepKinds.map((kind) => addLabels[kind].toLowerCase()).join(', ')}`,
          group: 'Actions',
          icon: IconPlus,
          keys: 'c',
          run: () => latest.current.add(),
        },
      ],
      [blocked],
    ),
  );
}
