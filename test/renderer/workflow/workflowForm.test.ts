import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workflowStepsSchema } from '#shared/features/workflow/model.ts';
import { workflowChanges } from '../../../src-renderer/features/workflow/edit/changes.ts';
import {
  addStep,
  checkSteps,
  duplicateStep,
  formsOf,
  freeName,
  isChanged,
  moveStep,
  removeStep,
  type StepForm,
  stepSummary,
} from '../../../src-renderer/features/workflow/edit/workflowForm.ts';

const steps = workflowStepsSchema.parse([
  {
    kind: 'command',
    name: 'Deploy',
    argv: ['kubectl', 'set', 'image', '{{candidate}}'],
    folder: '/work/app',
    environment: [{ name: 'KUBECONFIG', value: '{{secret.kube}}' }],
    retry: { times: 2, waitSeconds: 30 },
  },
  {
    kind: 'http',
    name: 'Tell',
    url: 'https://chat.example.com/{{environment}}',
    body: { kind: 'text', template: '{"text":"{{candidate}}"}' },
  },
  { kind: 'wait', name: 'Rest', seconds: 5400 },
  { kind: 'approval', name: 'Look', question: 'Is it well?' },
]);

const forms = formsOf(steps);
const keysOf = (own: readonly StepForm[]) => own.map(({ key }) => key);
const changed = (at: number, changes: Partial<StepForm>) =>
  forms.map((form, index) => (index === at ? { ...form, ...changes } : form));
const typed = (at: number, action: Partial<StepForm['action']>) =>
  changed(at, { action: { ...(forms[at] as StepForm).action, ...action } });

describe('the form of a workflow', () => {
  it('gives the same steps back when nothing was typed', () => {
    expect(checkSteps(forms)).toEqual({ steps, faults: [] });
  });

  it.each([
    [5400, 90, 'minutes'],
    [7200, 2, 'hours'],
    [86_400, 1, 'days'],
    [59, 59, 'seconds'],
  ] as const)('shows %i seconds in the largest unit it is whole of', (seconds, span, unit) => {
    expect(formsOf([{ kind: 'wait', name: 'Rest', seconds }])[0]).toMatchObject({ span, unit });
  });

  it.each([
    ['a step without a name', changed(0, { name: ' ' }), 0, 'name', 'Needs a name'],
    ['a name that stands twice', changed(1, { name: 'Deploy' }), 1, 'name', 'Another step is called Deploy'],
    ['no program', typed(0, { argv: ' ' }), 0, 'argv', undefined],
    ['a folder that is no whole path', typed(0, { folder: 'app' }), 0, 'folder', undefined],
    ['no folder', typed(0, { folder: '' }), 0, 'folder', 'Needs the folder it runs in'],
    ['a fact of deliveries', typed(0, { argv: 'run\n{{track}}' }), 0, 'argv', undefined],
    ['a secret among the arguments', typed(0, { argv: 'run\n{{secret.kube}}' }), 0, 'argv', undefined],
    [
      'a secret that is written out',
      typed(0, { environment: 'API_TOKEN=hunter2' }),
      0,
      'environment',
      undefined,
    ],
    ['an address without a host', typed(1, { url: 'chat' }), 1, 'url', undefined],
    ['a status that is none', typed(1, { expected: '99' }), 1, 'expected', undefined],
    ['a body with an unknown fact', typed(1, { template: '{{x}}' }), 1, 'template', undefined],
    ['a wait of nothing', changed(2, { span: 0 }), 2, 'span', 'From 1 second to 30 days'],
    ['a wait beyond 30 days', changed(2, { span: 31, unit: 'days' }), 2, 'span', undefined],
    ['more tries than allowed', changed(0, { times: 21 }), 0, 'times', undefined],
    ['a wait between tries of hours', changed(0, { waitSeconds: 4000 }), 0, 'waitSeconds', undefined],
  ] as const)('refuses %s at its field', (_what, own, key, field, message) => {
    const { steps: read, faults } = checkSteps(own);
    expect(read).toBeNull();
    expect(faults.map((fault) => [fault.key, fault.field])).toEqual([[key, field]]);
    if (message) expect(faults[0]?.message).toBe(message);
  });

  it('refuses to be empty, of no step in particular', () => {
    expect(checkSteps([])).toMatchObject({ steps: null, faults: [{ key: null }] });
  });

  it('keeps only the fields of a step’s own kind', () => {
    const [step] = checkSteps(changed(0, { kind: 'approval', question: 'Well?' })).steps ?? [];
    expect(step).toEqual({ kind: 'approval', name: 'Deploy', question: 'Well?' });
  });
});

describe('the list of steps', () => {
  it('adds behind the chosen one, doubles, moves and takes out, each going on with the right one', () => {
    expect(keysOf(addStep(forms, 'wait', 1).forms)).toEqual([0, 1, 4, 2, 3]);
    expect(keysOf(addStep(forms, 'wait', null).forms)).toEqual([0, 1, 2, 3, 4]);
    expect(keysOf(duplicateStep(forms, 2).forms)).toEqual([0, 1, 2, 4, 3]);
    expect(keysOf(moveStep(forms, 0, 2).forms)).toEqual([1, 2, 0, 3]);
    expect(keysOf(moveStep(forms, 0, -1).forms)).toEqual([0, 1, 2, 3]);
    expect(keysOf(moveStep(forms, 3, 9).forms)).toEqual([0, 1, 2, 3]);
    expect(removeStep(forms, 1)).toMatchObject({ key: 2 });
    expect(removeStep(forms, 3)).toMatchObject({ key: 2 });
    expect(removeStep(formsOf(steps.slice(0, 1)), 0)).toEqual({ forms: [], key: null });
  });

  it.each([
    ['Deploy', 'Deploy 2'],
    ['Deploy 7', 'Deploy 7'],
    ['Else', 'Else'],
  ])('makes of %s the free name %s', (wanted, free) => {
    expect(freeName(forms, wanted)).toBe(free);
  });

  it('never makes two steps of one name or one key, whatever is done to it', () => {
    const acts = fc.array(
      fc.tuple(fc.constantFrom('add', 'double', 'move', 'remove'), fc.nat(12), fc.nat(8)),
    );
    fc.assert(
      fc.property(acts, (done) => {
        let own: readonly StepForm[] = forms;
        for (const [act, at, to] of done) {
          const key = own[at % Math.max(1, own.length)]?.key ?? 0;
          if (act === 'add') own = addStep(own, 'approval', key).forms;
          if (act === 'double') own = duplicateStep(own, key).forms;
          if (act === 'move') own = moveStep(own, key, to).forms;
          if (act === 'remove') own = removeStep(own, key).forms;
        }
        expect(new Set(keysOf(own)).size).toBe(own.length);
        expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
      }),
    );
  });

  it('says of each step what it does', () => {
    expect(forms.map(stepSummary)).toEqual([
      'kubectl set image {{candidate}}',
      'POST https://chat.example.com/{{environment}}',
      '90 minutes',
      'Is it well?',
    ]);
  });
});

describe('unsaved changes', () => {
  it('are none after a change and back, and some after a move', () => {
    const there = changed(0, { name: 'Roll' });
    expect(isChanged(there, steps)).toBe(true);
    expect(isChanged(changed(0, { name: 'Deploy' }), steps)).toBe(false);
    expect(isChanged(moveStep(forms, 0, 1).forms, steps)).toBe(true);
  });

  it('do not count what was typed into fields of another kind', () => {
    expect(isChanged(changed(3, { span: 9 }), steps)).toBe(false);
  });
});

describe('what saving changes', () => {
  const [deploy, tell, rest, look] = steps as [
    (typeof steps)[number],
    (typeof steps)[number],
    (typeof steps)[number],
    (typeof steps)[number],
  ];

  it('is told step by step', () => {
    const louder = { ...look, question: 'Sure?' } as typeof look;
    const added = { ...rest, name: 'Rest longer' };
    const { steps: told, removed, isReordered } = workflowChanges(steps, [deploy, louder, tell, added]);
    expect(told.map(({ change }) => change)).toEqual(['as before', 'changed', 'as before', 'new']);
    expect(removed).toEqual(['Rest']);
    expect(isReordered).toBe(true);
  });

  it('is no other order when steps only come and go', () => {
    expect(workflowChanges([deploy, tell, rest], [deploy, look, rest]).isReordered).toBe(false);
  });
});
