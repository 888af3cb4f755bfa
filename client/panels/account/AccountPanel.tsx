// Balances and positions of the account.

import { useTerminal } from '../../state/terminal-store.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';

export function AccountPanel() {
  const balances = useTerminal((state) => state.balances);
  const positions = useTerminal((state) => state.positions);
  const assets = useTerminal((state) => state.assets);
  const instruments = useTerminal((state) => state.instruments);
  return (
    <section className="panel" aria-label="Account">
      <header className="panel-head">
        <h2>Account</h2>
      </header>
      <div className="scroll">
        {positions.length > 0 && (
          <table>
            <thead>
              <tr>
                <th>Position</th>
                <th className="num">Quantity</th>
                <th className="num">Average</th>
                <th className="num">Realised</th>
              </tr>
            </thead>
            <tbody>
              {positions.map(({ instrument: id, lots, costMinor, realisedMinor }) => {
                const instrument = instruments.get(id);
                if (instrument === undefined) return null;
                const average = Math.round(costMinor / lots / instrument.tickValueMinor);
                const quote = assets.get(instrument.quoteAsset);
                return (
                  <tr key={id}>
                    <td className="symbol">{instrument.symbol}</td>
                    <td className="num">{qtyText(lots, instrument)}</td>
                    <td className="num">{priceText(average, instrument)}</td>
                    <td className="num">{moneyText(realisedMinor, quote?.scale ?? 0)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <table>
          <thead>
            <tr>
              <th>Asset</th>
              <th className="num">Available</th>
              <th className="num">Held</th>
            </tr>
          </thead>
          <tbody>
            {balances.map(({ asset: id, available, held }) => {
              const asset = assets.get(id);
              if (asset === undefined) return null;
              return (
                <tr key={id}>
                  <td className="symbol">{asset.code}</td>
                  <td className="num">{moneyText(available, asset.scale)}</td>
                  <td className="num">{moneyText(held, asset.scale)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {balances.length === 0 && <p className="empty">This user has no trading account.</p>}
      </div>
    </section>
  );
}
