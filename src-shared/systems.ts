/** The five systems whose words Slipway understands, and its own doors, as data. */
export const systems = {
  slipway: { label: 'Slipway', format: 'slipway' },
  tracker: { label: 'Component tracker', format: 'component-deployments' },
  akinon: { label: 'Akinon', format: 'akinon-deployments' },
  aviator: { label: 'Aviator', format: 'aviator-deployments' },
  codepush: { label: 'CodePush', format: 'codepush-history' },
  github: { label: 'GitHub', format: 'github-releases' },
} as const;

export type SystemId = keyof typeof systems;

/** What a gateway token may do in a system: `<system>:read`, `<system>:report`, `<system>:admin`. */
export const gatewaySystems = [
  'tracker',
  'akinon',
  'aviator',
  'codepush',
] as const satisfies readonly SystemId[];
export const scopeLevels = ['read', 'report', 'admin'] as const;
export type ScopeLevel = (typeof scopeLevels)[number];
export type Scope = `${(typeof gatewaySystems)[number]}:${ScopeLevel}`;

export const scopes: readonly Scope[] = gatewaySystems.flatMap((system) =>
  scopeLevels.map((level): Scope => `${system}:${level}`),
);
