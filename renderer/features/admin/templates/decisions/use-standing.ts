import { useMemo } from 'react';
import {
  blockedNames,
  type BlockedName,
} from '../../../../../shared/domain/template/library/blocked-names.ts';
import {
  miscategorised,
  type Miscategorised,
} from '../../../../../shared/domain/template/library/miscategorised.ts';
import { useRecords } from '../../../../bridge/records.ts';
import { useRelayNow } from '../../../window/use-relay-now.ts';

/** What earlier templates of the account mean for the next one. */
export interface Standing {
  readonly blocked: readonly BlockedName[];
  readonly miscategorised: Miscategorised;
}

/** The same that the relay asks when a version is submitted. */
export function useStanding(): Standing {
  const versions = useRecords('templateVersion');
  const now = useRelayNow('minute');
  return useMemo(
    () => ({
      blocked: blockedNames(versions, now),
      miscategorised: miscategorised(versions, now),
    }),
    [versions, now],
  );
}
