// Users, masked: found, and opened one by one.

import { useCallback, useState } from 'react';
import { searchUsers } from '../../actions/operations-desk.ts';
import { ROLE_NAMES } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { OfficeTable } from './OfficeTable.tsx';
import type { OfficeProps } from './office-props.ts';
import { UserActs } from './UserActs.tsx';
import { useFigures } from './use-figures.ts';

export default function UsersSection({ openBooks }: Pick<OfficeProps, 'openBooks'>) {
  const t = useText();
  const { time } = useFigures();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState('');
  const read = useCallback(() => searchUsers(query.trim()), [query]);
  const users = useAnswer(read);
  const reload = () => void users.reload();
  return (
    <>
      <Block title={t('operations.users')} words={t('operations.usersWords')}>
        <div className="narrow">
          <TextField
            label={t('operations.search')}
            hint={t('operations.searchHint')}
            value={query}
            onChange={setQuery}
          />
        </div>
        <Answer answer={users}>
          {({ users: rows }) => (
            <OfficeTable
              label={t('operations.users')}
              empty={t(query.trim() === '' ? 'operations.noneYet' : 'operations.noUsers')}
              columns={[
                { title: t('operations.email') },
                { title: t('operations.name') },
                { title: t('operations.role') },
                { title: t('operations.account'), isFigure: true },
                { title: t('operations.profile') },
                { title: t('operations.registered') },
                { title: t('operations.change') },
              ]}
              rows={rows.map((user) => ({
                key: user.id,
                cells: [
                  user.email,
                  user.name === '' ? '–' : user.name,
                  t(`operations.role.${ROLE_NAMES[user.role as 0] ?? 'trader'}`),
                  user.account < 0 ? '–' : user.account,
                  t(`operations.kyc.${user.kyc}`),
                  time(user.createdMs * 1000),
                  <Button
                    small
                    key="open"
                    aria-pressed={user.id === chosen}
                    onClick={() => {
                      setChosen(user.id);
                    }}
                  >
                    {t('operations.openUser')}
                  </Button>,
                ],
              }))}
            />
          )}
        </Answer>
      </Block>
      {users.is === 'ready' &&
        users.value.users
          .filter(({ id }) => id === chosen)
          .map((user) => <UserActs key={user.id} {...{ user, reload, openBooks }} />)}
    </>
  );
}
