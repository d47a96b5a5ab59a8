// Asks the browser to keep the page; where it cannot, the page works as any other.
navigator.serviceWorker?.register("sw.js").catch((error) => console.warn(error));
