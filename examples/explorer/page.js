'use strict';
// The page: sliders that keep the sums of siblings, the view in the address, and one request
// at a time, so that what is shown last is what was set last. All figures come from the program.
const form = document.getElementById('panel'), at = id => document.getElementById(id);
const unit = 10 ** form.dataset.digits, nested = 'nested' in form.dataset;
const numbers = [...form.querySelectorAll('input[type=number]')], selects = [...form.querySelectorAll('select')];
const weights = numbers.filter(n => n.dataset.code), slider = n => at('r' + n.id);
const siblings = n => weights.filter(m => m.dataset.parent === n.dataset.parent);
const below = n => weights.filter(m => m.dataset.parent === n.dataset.code);
const pin = n => form.querySelector(`input[name=pin][value="${CSS.escape(n.dataset.code)}"]`).checked;
const whole = n => Math.round(Number(n.value) * unit), sum = all => all.reduce((a, b) => a + b, 0);

// Show puts a value into a dial; stands is what weights stand at, in whole units.
const stands = new Map();
function show(n, value) {
  n.value = value;
  stands.set(n, whole(n));
  const r = slider(n);
  if (n.dataset.code) r.max = sum(siblings(n).map(whole)) / unit || r.max;
  else if (Number(r.max) < Number(value)) r.max = value;
  r.value = value;
  n.parentElement.classList.toggle('moved', Number(n.value) !== Number(n.dataset.published));
}

const text = units => String(Number((units / unit).toFixed(form.dataset.digits)));

// Least is what a weight needs: the library refuses a group whose weights are all 0.
const least = n => nested && below(n).length ? Math.max(1, sum(below(n).map(least))) : 0;

// Share divides a total among weights in proportion, in whole units that sum to it.
function share(all, parts, total) {
  const whole = sum(parts), exact = parts.map(p => whole ? total * p / whole : total / parts.length);
  const out = exact.map((x, i) => Math.max(Math.floor(x), least(all[i])));
  const order = exact.map((x, i) => [x - out[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  let rest = total - sum(out);
  for (let k = 0; rest > 0; k++, rest--) out[order[k % order.length][1]]++;
  for (; rest < 0; rest++) out[out.indexOf(Math.max(...out))]--;
  return out;
}

// Shape is how weights stand to their siblings, as somebody set them: what is scaled down
// and up again comes back.
const shape = new Map(), settle = all => all.forEach(n => shape.set(n, whole(n)));

// Fit gives weights a new sum: those that are pinned keep theirs if they can.
function fit(all, total) {
  const held = all.filter(pin), loose = all.filter(n => !pin(n)), left = total - sum(held.map(n => shape.get(n)));
  const fits = loose.length > 0 && left >= sum(loose.map(least)), move = fits ? loose : all;
  const parts = share(move, move.map(n => shape.get(n)), fits ? left : total);
  move.forEach((n, i) => put(n, parts[i]));
  if (fits) held.forEach(n => put(n, shape.get(n)));
}

// Put gives a weight, and what lies below it its new sum.
function put(n, units) {
  n.value = text(units);
  if (nested && below(n).length) fit(below(n), units);
}

// Weigh moves one weight; its siblings keep the sum. It begins with what stood there when
// this one was first touched, so that moving it back restores all.
let base, moving;
function weigh(n, units) {
  if (moving !== n) { moving = n; base = new Map(stands); }
  const group = siblings(n), others = group.filter(m => m !== n && !pin(m));
  const free = sum(group.map(m => base.get(m))) - sum(group.filter(m => m !== n && pin(m)).map(m => base.get(m)));
  units = others.length ? Math.max(least(n), Math.min(units, free - sum(others.map(least)))) : free;
  const parts = share(others, others.map(m => base.get(m)), free - units);
  put(n, units);
  others.forEach((m, i) => put(m, parts[i]));
  settle(group);
  weights.forEach(m => show(m, m.value));
}

// The view, as the program reads it: what differs from the published scheme.
function query() {
  const q = new URLSearchParams();
  numbers.forEach(n => Number(n.value) !== Number(n.dataset.published) && q.append(n.name, n.value || '0'));
  selects.forEach(s => s.value !== s.dataset.published && q.append(s.name, s.value));
  form.querySelectorAll('input[name=pin]:checked').forEach(p => q.append('pin', p.value));
  const pool = form.querySelector('input[name=pool]:checked');
  if (pool && pool.value !== '1') q.append('pool', pool.value);
  return q;
}
const withLang = (q, lang) => { const out = new URLSearchParams(q); out.set('lang', lang); return out.toString(); };
const lang = form.elements.lang.value, other = lang === 'zh' ? 'en' : 'zh';

// Take puts the view of the address into the panel.
function take() {
  const q = new URLSearchParams(location.search);
  moving = null;
  numbers.forEach(n => { n.value = q.get(n.name) ?? n.dataset.published; });
  numbers.forEach(n => show(n, n.value));
  settle(weights);
  selects.forEach(s => { s.value = q.get(s.name) ?? s.dataset.published; });
  form.querySelectorAll('input[name=pin]').forEach(p => { p.checked = q.getAll('pin').includes(p.value); });
  form.querySelectorAll('input[name=pool]').forEach(p => { p.checked = p.value === (q.get('pool') ?? '1'); });
}

// Ask shows what the program makes of the view. While it computes, further moves wait, and
// the last of them is asked next.
let shownView = withLang(query(), lang), busy = false;
async function ask() {
  const view = withLang(query(), lang);
  at('save').href = 'scheme.yaml?' + view;
  at('other').href = '?' + withLang(query(), other);
  if (busy || view === shownView) return;
  busy = true;
  form.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch('view?' + view, {signal: AbortSignal.timeout(15000)}), body = await answer.text();
    if (answer.ok) {
      const page = new DOMParser().parseFromString(body, 'text/html');
      for (const id of ['summary', 'results']) at(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    trouble(answer.ok ? '' : body);
  } catch { gone(); } finally {
    busy = false;
    form.removeAttribute('aria-busy');
    shownView = view;
    document.body.dataset.shown = view;
  }
  if (withLang(query(), lang) !== shownView) ask();
}
function trouble(body) {
  at('trouble').innerHTML = body;
  for (const id of ['summary', 'results']) at(id).classList.toggle('stale', body !== '');
}
function gone() {
  trouble('<div class="trouble"><p></p></div>');
  at('trouble').querySelector('p').textContent = document.body.dataset.gone;
}

// Moved keeps the view in the address; moves of one control in a row are one step back. A
// browser takes so many changes of the address in a second and no more.
let last, address, since = 0, due = 0;
function moved(control) {
  if (due && control !== last) write();
  const same = control === last && (due || Date.now() - since < 2000);
  [since, last, address] = [Date.now(), control, '?' + withLang(query(), lang)];
  if (same) due ||= setTimeout(write, 200);
  else history.pushState(null, '', address);
  ask();
}
function write() {
  clearTimeout(due);
  due = 0;
  history.replaceState(null, '', address);
}

function set(n, value) {
  if (n.dataset.code) weigh(n, Math.round(value * unit));
  else { moving = null; show(n, String(value)); }
  moved(n);
}
const step = (x, by) => Number((Math.round(x / by) * by).toFixed(9));

form.addEventListener('input', e => {
  const c = e.target, n = c.type === 'range' ? at(c.id.slice(1)) : c;
  if (c.type === 'range') set(n, Number(c.value) === Number(c.max) ? Number(c.max) : step(Number(c.value), Number(c.dataset.arrow)));
});
form.addEventListener('change', e => {
  const c = e.target;
  if (c.type === 'range') return;
  if (c.type === 'number') set(c, Math.max(0, Number(c.value) || 0));
  else {
    moving = null;
    if (c.name === 'pin') settle(weights);
    moved(c);
  }
});
form.addEventListener('keydown', e => {
  if (e.target.type !== 'range') return;
  const by = Number(e.target.dataset.arrow) * (e.shiftKey && e.target.step < e.target.dataset.arrow ? 0.1 : 1);
  const to = {ArrowRight: by, ArrowUp: by, ArrowLeft: -by, ArrowDown: -by, PageUp: 10 * by, PageDown: -10 * by}[e.key];
  if (to === undefined) return;
  e.preventDefault();
  const n = at(e.target.id.slice(1));
  set(n, Math.min(Math.max(0, Number((Number(n.value) + to).toFixed(9))), Number(e.target.max)));
});
form.addEventListener('submit', e => e.preventDefault());
addEventListener('popstate', () => { clearTimeout(due); due = 0; last = null; take(); ask(); });
addEventListener('pagehide', () => due && write());
document.body.dataset.shown = shownView;
numbers.forEach(n => show(n, n.value));
settle(weights);
if (matchMedia('(max-width:52rem)').matches) form.querySelectorAll('details + details').forEach(d => { d.open = false; });

// The program ends when no page is open; this one says that it is. A page that is kept for
// the back button begins anew.
const alive = new EventSource('alive');
alive.onerror = gone;
alive.onopen = () => { if (at('trouble').textContent === document.body.dataset.gone) trouble(''); };
