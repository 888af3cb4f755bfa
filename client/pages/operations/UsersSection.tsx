// Users: masked, unmasked with a reason, their sessions ended.

import { useCallback, useState } from 'react';
import {
  endSessionsOf,
  searchUsers,
  unmaskUser,
  type UserRow,
} from '../../actions/operations-desk.ts';
import { may, ROLE_NAMES } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session-store.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useFigures } from './use-figures.ts';

export default function UsersSection() {
  const t = useText();
  const { time } = useFigures();
  const act = useAct();
  const role = useSession((state) => state.role);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<Readonly<Record<string, unknown>>>();
  const read = useCallback(() => searchUsers(query.trim()), [query]);
  const users = useAnswer(read);
  const mayUnmask = role !== undefined && may(role, 'unmask');
  const mayManage = role !== undefined && may(role, 'manageUsers');
  const buttons = (user: UserRow) => (
    <span className="acts" key="acts">
      {mayUnmask && (
        <Button
          small
          disabled={act.isBusy}
          onClick={() => void act.run((reason) => unmaskUser(user.id, reason), setShown)}
        >
          {t('operations.unmask')}
        </Button>
      )}
      {mayManage && user.sessions > 0 && (
        <Button
          small
          disabled={act.isBusy}
          onClick={() =>
            void act.run(
              () => endSessionsOf(user.id),
              () => void users.reload(),
            )
          }
        >
          {t('operations.endSessions', { count: user.sessions })}
        </Button>
      )}
    </span>
  );
  return (
    <Block title={t('operations.users')} words={t('operations.usersWords')}>
      <div className="narrow">
        <TextField
          label={t('operations.search')}
          hint={t('operations.searchHint')}
          value={query}
          onChange={setQuery}
        />
      </div>
      {(mayUnmask || mayManage) && <ReasonField act={act} />}
      {shown !== undefined && <Unmasked of={shown} />}
      <Answer answer={users}>
        {({ users: rows }) => (
          <OfficeTable
            label={t('operations.users')}
            empty={t('operations.noUsers')}
            columns={[
              { title: t('operations.email') },
              { title: t('operations.name') },
              { title: t('operations.role') },
              { title: t('operations.account'), isFigure: true },
              { title: t('operations.profile') },
              { title: t('operations.time') },
              { title: '' },
            ]}
            rows={rows.map((user) => ({
              key: user.id,
              cells: [
                user.email,
                user.name,
                ROLE_NAMES[user.role as 0] ?? user.role,
                user.account < 0 ? '–' : user.account,
                t(`operations.kyc.${user.kyc}`),
                time(user.createdMs * 1000),
                buttons(user),
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

function Unmasked({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const rows = Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value as Record<string, unknown>)
      : [[key, value] as const],
  );
  return (
    <dl className="unmasked">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
