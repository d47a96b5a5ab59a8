import "city-peers/auto";
import type {} from "city-peers/react"; // the element's types in JSX
import { useState } from "react";

const TOPICS = { "flood-management": "Floods", waste: "Waste" };

export function Page() {
  const [topic, setTopic] = useState("flood-management");
  const [names, setNames] = useState<string[]>([]);
  return (
    <main>
      <h1>Cities we can learn from</h1>
      <p>
        <label htmlFor="topic">Topic</label>{" "}
        <select id="topic" value={topic} onChange={(event) => setTopic(event.target.value)}>
          {Object.entries(TOPICS).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <city-peers
        directory="/directory/directory.json"
        city="kr-seoul"
        topics={[topic]}
        oncity-peers-suggest={({ detail }) => setNames(detail.partners.map(({ name }) => name))}
      >
        <p>Suggestions of partner cities appear here.</p>
      </city-peers>
      <p>
        In short: <output id="short">{names.join(", ")}</output>
      </p>
    </main>
  );
}
