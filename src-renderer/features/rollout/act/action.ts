/** What a person can ask for about the plan of a release; each has its dialog. */
export type RolloutAction =
  | { readonly act: 'plan'; readonly deploymentId: number }
  | { readonly act: PlanAct; readonly deploymentId: number };

export type PlanAct = 'judge' | 'pause' | 'resume' | 'stop';
