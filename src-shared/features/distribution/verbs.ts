/** What the audit log says was done with distributions: the words between the actor and the object. */
export const distributionVerbs: Readonly<Record<string, string>> = {
  'distribution.create': 'started distribution',
  'distribution.promote': 'promoted to a track',
  'distribution.retry': 'retried distribution',
  'distribution.report': 'reported on distribution',
  'distribution.cancel': 'canceled distribution',
  'distribution.setStoreState': 'noted the store’s state of',
  'distribution.staged': 'moved the staged rollout of',
  'distribution.setSeen': 'noted what the store has of',
  'distribution.putDelivery': 'changed the delivery of',
  'distribution.trustDelivery': 'trusted on a machine the delivery of',
  'distribution.distrustDelivery': 'no longer trusts the delivery of',
  'distribution.setDeliverySecret': 'kept a secret for the delivery of',
  'distribution.forgetDeliverySecret': 'forgot a secret of the delivery of',
  'distribution.deliver': 'delivered',
};
