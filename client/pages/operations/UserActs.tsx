// One user: personal data for a reason, the profile's decision, the role, the sessions, the books.

import { useState } from 'react';
import {
  changeRoleOf,
  decideProfile,
  endSessionsOf,
  unmaskUser,
  type UnmaskedUser,
  type UserRow,
} from '../../actions/operations-desk.ts';
import { may, ROLE_NAMES, type Grant } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { PersonalData } from './PersonalData.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct, type Act } from './use-act.ts';

interface UserActsProps {
  readonly user: UserRow;
  /** What stands in the table has changed. */
  readonly reload: () => void;
  readonly openBooks: (account: number) => void;
}

export function UserActs({ user, reload, openBooks }: UserActsProps) {
  const t = useText();
  const act = useAct();
  const [shown, setShown] = useState<UnmaskedUser>();
  const role = useSession((state) => state.role);
  const has = (grant: Grant) => role !== undefined && may(role, grant);
  return (
    <Block title={`${user.email} ${user.name}`}>
      {(has('unmask') || has('manageUsers')) && <ReasonField act={act} />}
      <p className="acts">
        {has('unmask') && (
          <Button
            disabled={act.isBusy}
            onClick={() => void act.run((reason) => unmaskUser(user.id, reason), setShown)}
          >
            {t('operations.unmask')}
          </Button>
        )}
        {has('unmask') && user.kyc === 'submitted' && <Decision {...{ user, act, reload }} />}
        {has('manageUsers') && user.sessions > 0 && (
          <Button
            disabled={act.isBusy}
            onClick={() => void act.run(() => endSessionsOf(user.id), reload)}
          >
            {t('operations.endSessions', { count: user.sessions })}
          </Button>
        )}
        {has('readAnyAccount') && user.account >= 0 && (
          <Button
            onClick={() => {
              openBooks(user.account);
            }}
          >
            {t('books.openBooks')}
          </Button>
        )}
      </p>
      {has('manageUsers') && <RoleChange {...{ user, act, reload }} />}
      {shown !== undefined && <PersonalData of={shown} />}
    </Block>
  );
}

interface ActProps {
  readonly user: UserRow;
  readonly act: Act;
  readonly reload: () => void;
}

function Decision({ user, act, reload }: ActProps) {
  const t = useText();
  const decide = (approve: boolean) =>
    void act.run((reason) => decideProfile(user.id, approve, reason), reload);
  return (
    <>
      <Button look="primary" disabled={act.isBusy} onClick={() => decide(true)}>
        {t('operations.approveProfile')}
      </Button>
      <Button look="danger" disabled={act.isBusy} onClick={() => decide(false)}>
        {t('operations.refuseProfile')}
      </Button>
    </>
  );
}

function RoleChange({ user, act, reload }: ActProps) {
  const t = useText();
  const [wanted, setWanted] = useState(String(user.role));
  return (
    <>
      <div className="field-grid">
        <ChoiceField
          label={t('operations.role')}
          choices={ROLE_NAMES.map((name, role) => ({
            ...{ value: String(role), label: t(`operations.role.${name}`) },
          }))}
          value={wanted}
          onChange={setWanted}
        />
        <p className="acts">
          <Button
            disabled={act.isBusy || wanted === String(user.role)}
            onClick={() => void act.run(() => changeRoleOf(user.id, Number(wanted)), reload)}
          >
            {t('operations.changeRole')}
          </Button>
        </p>
      </div>
      <p className="block-words">{t('operations.changeRoleWords')}</p>
    </>
  );
}
