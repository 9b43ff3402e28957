// What a visit relied on and what stands now: compared here, decided by the officer.

const namesOf = (people) => people.map((person) => person.name).join("、");

// [field, mine, theirs] for what the phone had shown and is no longer so.
export function differences(stop, body, current) {
  const rows = [];
  for (const field of ["head_name", "number", "address"]) {
    if ((stop[field] ?? "") !== (current[field] ?? "")) rows.push([field, stop[field] ?? "", current[field] ?? ""]);
  }
  if (current.left_on) rows.push(["left_on", "", current.left_on]);
  const gone = goneOf(stop, body, current);
  if (gone.length) rows.push(["people_met", namesOf(metOf(stop, body)), namesOf(current.residents)]);
  if (body.settles && !current.follow_ups.includes(body.settles)) {
    const promise = stop.follow_ups.find((one) => one.id === body.settles);
    const { settled } = current;
    const theirs = settled ? [settled.status_display, settled.settled_by].filter(Boolean).join(" · ") : "";
    rows.push(["settles", promise?.matter ?? "", theirs]);
  }
  if (body.card && current.card) rows.push(["card", stop.card?.number ?? "", current.card.status_display]);
  return rows;
}

const metOf = (stop, body) => stop.residents.filter((person) => (body.people_met ?? []).includes(person.id));

function goneOf(stop, body, current) {
  if (current.left_on && current.left_on >= dayOf(body)) return []; // they were still here that day
  const here = new Set(current.residents.map((person) => person.id));
  return metOf(stop, body).filter((person) => !here.has(person.id));
}

const dayOf = (body) => new Date(body.visited_at).toLocaleDateString("sv");

// The visit as it can stand beside what they saved; a name that left the list is kept in words.
export function besideTheirs(stop, body, current) {
  const gone = goneOf(stop, body, current);
  const away = new Set(gone.map((person) => person.id));
  const next = { ...body, household_version: current.version };
  next.people_met = (body.people_met ?? []).filter((id) => !away.has(id));
  const others = [body.others_met, ...gone.map((person) => person.name)].filter(Boolean).join("、");
  if (others.length <= 120) next.others_met = others;
  else next.learned = [body.learned, namesOf(gone)].filter(Boolean).join("\n");
  if (body.settles && !current.follow_ups.includes(body.settles)) delete next.settles;
  if (current.card) delete next.card;
  return next;
}

// The same of a document that was handed over: [field, mine, theirs], times as they were told.
export function deliveryDifferences({ body, relation }, current) {
  const named = (name, what) => (name ? [name, what].filter(Boolean).join(" · ") : "");
  const rows = [
    ["document_state", "", [current.status_display, current.assigned_to].filter(Boolean).join(" · ")],
    ["took_it", named(body.received_by, relation), named(current.received_by, current.relation_display)],
    ["handed_at_field", body.handed_at, current.settled_at ?? ""],
    ["settled_by", "", current.settled_by],
    ["return_reason", "", current.return_reason],
  ];
  return rows.filter(([field, mine, theirs]) => mine || theirs || field === "took_it");
}

// The stop as the phone shows it from now on.
export function renewed(stop, current) {
  const before = new Map(stop.residents.map((person) => [person.id, person]));
  return {
    ...stop,
    version: current.version,
    number: current.number,
    head_name: current.head_name,
    address: current.address,
    residents: current.residents.map((person) => before.get(person.id) ?? person),
    follow_ups: stop.follow_ups.filter((one) => current.follow_ups.includes(one.id)),
  };
}
