import type { InputOf } from '#shared/contract/define.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { RunState } from '#shared/features/workflow/machine.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import type { TestApp, TestAppOptions } from '../../support/testApp.ts';
import { program, until } from '../distribution/delivering.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

export type Step = NonNullable<InputOf<(typeof workflowContract)['put']>['steps']>[number];
type CommandStep = Extract<Step, { kind: 'command' }>;

/** A service whose environments have workflows that really run. */
export interface WorkflowWorld extends ServiceWorld {
  /** Sets a workflow and trusts it, as a person does who has read it. Null: the one that builds candidates. */
  set(steps: readonly Step[], environmentId?: number | null): Promise<void>;
  trust(environmentId?: number | null): Promise<void>;
  /** A command step that runs JavaScript of the test's own. */
  script(name: string, source: string, more?: Partial<CommandStep>): CommandStep;
  deploy(releaseId: number, environmentId?: number): Promise<DeploymentRow>;
  /** Cuts a candidate and deploys it to production. */
  begin(version?: string): Promise<DeploymentRow>;
  runOf(deployment: Pick<DeploymentRow, 'id'>): Promise<Run>;
  /** Waits until the newest run of a deployment stands somewhere. */
  stands(deployment: Pick<DeploymentRow, 'id'>, ...states: readonly RunState[]): Promise<Run>;
  /** Waits until it is over and answers it. */
  over(deployment: Pick<DeploymentRow, 'id'>): Promise<Run>;
  output(run: Pick<Run, 'id'>, stream?: string): Promise<string>;
  /** What stands for now at the end, while a step writes more than is kept. */
  tail(run: Pick<Run, 'id'>): Promise<string>;
  /** The same over the workspace as it was opened again. */
  across(desk: TestApp): WorkflowWorld;
}

const ends: readonly RunState[] = ['succeeded', 'failed', 'errored', 'canceled'];

function worldOver(service: ServiceWorld): WorkflowWorld {
  const { desk, projectId, production } = service;
  const { client } = desk;
  const world: WorkflowWorld = {
    ...service,
    async set(steps, environmentId = production) {
      await client.workflow.put({ projectId, environmentId, steps: [...steps] });
      await world.trust(environmentId);
    },
    async trust(environmentId = production) {
      const { hash } = await client.workflow.trust({ projectId, environmentId });
      await client.workflow.setTrust({ projectId, environmentId, hash: hash ?? '', trusted: true });
    },
    script: (name, source, more = {}) => ({
      kind: 'command',
      name,
      argv: program(desk, name.replaceAll(/\W/g, '-'), source),
      folder: desk.folder,
      ...more,
    }),
    deploy: (releaseId, environmentId = production) =>
      client.environment.deploy({ projectId, environmentId, releaseId }),
    begin: async (version = 'v1-rc1') => world.deploy(await world.cut(version)),
    async runOf({ id }) {
      const [run] = await client.workflow.runs({ deploymentId: id });
      if (!run) throw new Error(`deployment ${id} has no run`);
      return run;
    },
    async stands(deployment, ...states) {
      await until(
        async () => states.includes((await world.runOf(deployment)).status),
        `a run that is ${states.join(' or ')}`,
      );
      return world.runOf(deployment);
    },
    over: (deployment) => world.stands(deployment, ...ends),
    async output({ id }, stream) {
      let text = '';
      for (let after = 0, more = true; more; ) {
        const page = await client.workflow.output({ runId: id, after });
        for (const piece of page.pieces) {
          if (stream === undefined || piece.stream === stream) text += piece.text;
          after = piece.id;
        }
        more = page.more;
      }
      return text;
    },
    async tail({ id }) {
      // Behind every piece there could be, only the end is left.
      const { tail } = await client.workflow.output({ runId: id, after: Number.MAX_SAFE_INTEGER });
      return tail.map(({ text }) => text).join('');
    },
    across: (other) => worldOver({ ...service, desk: other, close: () => other.close() }),
  };
  return world;
}

export async function workflowWorld(options: TestAppOptions = {}): Promise<WorkflowWorld> {
  return worldOver(await serviceWorld(options));
}
