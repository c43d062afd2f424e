//! Chromium and one tab in it. Every wait is for an event of the browser, with a bound.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::dom::SetFileInputFilesParams;
use chromiumoxide::cdp::browser_protocol::emulation::{
    SetDeviceMetricsOverrideParams, SetFocusEmulationEnabledParams,
    SetScriptExecutionDisabledParams,
};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, InsertTextParams,
};
use chromiumoxide::cdp::browser_protocol::page::{
    CaptureScreenshotFormat, CaptureScreenshotParams, EventLoadEventFired, NavigateParams, Viewport,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::listeners::EventStream;
use chromiumoxide::{Browser, BrowserConfig, Page};
use futures::StreamExt as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How long the browser may take for one thing.
const PATIENCE: Duration = Duration::from_mins(1);
const PROGRAM: &str = "/usr/bin/chromium";
const FLAGS: [&str; 9] = [
    "disable-gpu",
    "disable-dev-shm-usage",
    "disable-background-networking",
    "disable-quic",
    "no-first-run",
    "disable-component-update",
    "disable-sync",
    "disable-default-apps",
    "force-color-profile=srgb",
];

/// The width of a desktop, in CSS pixels.
pub(crate) const DESK: u32 = 1200;
/// The width of a telephone, in CSS pixels.
pub(crate) const PHONE: u32 = 390;
/// The width at which nothing may be lost: a desktop at 400 % (WCAG 2.2 §1.4.10).
pub(crate) const NARROW: u32 = 320;

/// A tab of a Chromium of this test's own.
pub(crate) struct Tab {
    page: Page,
    loads: EventStream<EventLoadEventFired>,
    origin: String,
    chromium: Arc<Chromium>,
}

/// A Chromium with a profile of its own; it ends with its last tab.
struct Chromium {
    browser: Browser,
    _driver: JoinSet<()>,
    _profile: TempDir,
}

impl Tab {
    /// Starts Chromium and opens a tab on the portal.
    pub(crate) async fn open(origin: &str) -> Self {
        assert!(
            Path::new(PROGRAM).exists(),
            "Chromium is needed: apt-get install chromium"
        );
        let profile = tempfile::tempdir().unwrap();
        let config = BrowserConfig::builder()
            .chrome_executable(PROGRAM)
            .user_data_dir(profile.path())
            .no_sandbox()
            .new_headless_mode()
            .viewport(None)
            .args(FLAGS)
            .build()
            .unwrap();
        let (browser, mut handler) = Browser::launch(config).await.unwrap();
        let mut driver = JoinSet::new();
        driver.spawn(async move { while handler.next().await.is_some() {} });
        let chromium = Chromium {
            browser,
            _driver: driver,
            _profile: profile,
        };
        Self::in_browser(Arc::new(chromium), origin).await
    }

    /// Opens another tab of the same browser, which believes that it has the focus too.
    pub(crate) async fn beside(&self) -> Self {
        Self::in_browser(Arc::clone(&self.chromium), &self.origin).await
    }

    async fn in_browser(chromium: Arc<Chromium>, origin: &str) -> Self {
        let page = chromium.browser.new_page("about:blank").await.unwrap();
        page.execute(SetFocusEmulationEnabledParams::new(true))
            .await
            .unwrap();
        let loads = page.event_listener::<EventLoadEventFired>().await.unwrap();
        let mut tab = Self {
            page,
            loads,
            origin: origin.to_owned(),
            chromium,
        };
        tab.resize(DESK, 900).await;
        tab
    }

    /// The next page has loaded.
    async fn loaded(&mut self, after: &str) {
        let load = timeout(PATIENCE, self.loads.next()).await;
        if load.is_err() {
            let seen = self.text("body").await;
            panic!("no page came after {after}; the tab shows:\n{seen}");
        }
    }

    /// Waits for the page to which a script of this one leads.
    pub(crate) async fn loaded_by_itself(&mut self) {
        self.loaded("a script").await;
    }

    /// Goes to an address of the portal.
    pub(crate) async fn go(&mut self, path: &str) {
        let address = format!("{}{path}", self.origin);
        self.page
            .execute(NavigateParams::new(address))
            .await
            .unwrap();
        self.loaded(path).await;
    }

    /// Evaluates an expression in the page, waits if it is a promise, and answers with its value.
    pub(crate) async fn eval(&self, script: &str) -> Value {
        let wish = EvaluateParams::builder()
            .expression(script)
            .await_promise(true)
            .return_by_value(true)
            .build()
            .unwrap();
        let answer = timeout(PATIENCE, self.page.execute(wish))
            .await
            .unwrap_or_else(|_late| panic!("the page never answered {script:.200}"))
            .unwrap();
        if let Some(thrown) = &answer.result.exception_details {
            panic!("{script:.300}\nthrew {thrown:?}");
        }
        answer.result.result.value.clone().unwrap_or(Value::Null)
    }

    /// The path of the page, without its language.
    pub(crate) async fn path(&self) -> String {
        let path = self.eval("location.pathname").await;
        path.as_str().unwrap().chars().skip(3).collect()
    }

    /// The text of the first element that fits, as a person sees it.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let script = format!(
            "document.querySelector({})?.innerText ?? ''",
            json!(selector)
        );
        self.eval(&script)
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// How many elements fit.
    pub(crate) async fn count(&self, selector: &str) -> u64 {
        let script = format!("document.querySelectorAll({}).length", json!(selector));
        self.eval(&script).await.as_u64().unwrap()
    }

    /// Clicks the first element that fits.
    pub(crate) async fn press(&self, selector: &str) {
        let script = format!(
            "(() => {{ const it = document.querySelector({}); if (!it) return false; it.click(); return true; }})()",
            json!(selector)
        );
        let is_there = self.eval(&script).await == json!(true);
        if !is_there {
            let (path, seen) = (self.path().await, self.text("main").await);
            panic!("there is no {selector} on {path}:\n{seen}");
        }
    }

    /// Clicks what leads to another page, and waits for that page.
    pub(crate) async fn follow(&mut self, selector: &str) {
        self.press(selector).await;
        self.loaded(selector).await;
    }

    /// Waits for an element that a script of the page brings.
    pub(crate) async fn wait_for(&self, selector: &str) {
        let script = format!(
            "new Promise((found) => {{
                const look = () => document.querySelector({}) !== null;
                if (look()) return found(true);
                const observer = new MutationObserver(() => {{ if (look()) {{ observer.disconnect(); found(true); }} }});
                observer.observe(document, {{ subtree: true, childList: true, attributes: true }});
            }})",
            json!(selector)
        );
        self.eval(&script).await;
    }

    /// Fills in the controls of the page's forms by their names; the names that were filled in.
    pub(crate) async fn fill(&self, answers: &[(&str, &str)]) -> Vec<String> {
        self.fill_in("main form", answers).await
    }

    /// Fills in the controls within an element by their names; the names that were filled in.
    pub(crate) async fn fill_in(&self, root: &str, answers: &[(&str, &str)]) -> Vec<String> {
        let answers: serde_json::Map<String, Value> = answers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        let script = format!(
            "((answers) => {{
                const filled = new Set();
                for (const it of document.querySelectorAll({})) {{
                    if (it.type === 'hidden' || !(it.name in answers)) continue;
                    const wanted = answers[it.name];
                    if (it.type === 'radio') {{ if (it.value !== wanted) continue; if (!it.checked) it.click(); }}
                    else if (it.type === 'checkbox') {{ if (!it.checked) it.click(); }}
                    else {{ it.value = wanted; if (it.value !== wanted) continue; it.dispatchEvent(new Event('input', {{ bubbles: true }})); }}
                    filled.add(it.name);
                }}
                return [...filled];
            }})({})",
            json!(format!("{root} [name]")),
            Value::Object(answers)
        );
        let filled = self.eval(&script).await;
        serde_json::from_value(filled).unwrap()
    }

    /// Gives a file to the control that fits.
    pub(crate) async fn give_file(&self, selector: &str, file: &Path) {
        let script = format!("document.querySelector({})", json!(selector));
        let found = self
            .page
            .execute(EvaluateParams::new(script))
            .await
            .unwrap();
        let object = found.result.result.object_id.clone().expect(selector);
        let wish = SetFileInputFilesParams::builder()
            .file(file.to_str().unwrap())
            .object_id(object)
            .build()
            .unwrap();
        self.page.execute(wish).await.unwrap();
    }

    /// The bytes of an address, asked for by the page with its own session.
    pub(crate) async fn fetch(&self, address: &str) -> Vec<u8> {
        use base64::Engine as _;
        let script = format!(
            "fetch({}).then(async (answer) => {{
                if (!answer.ok) throw new Error(answer.status);
                const bytes = new Uint8Array(await answer.arrayBuffer());
                let text = '';
                for (const byte of bytes) text += String.fromCharCode(byte);
                return btoa(text);
            }})",
            json!(address)
        );
        let text = self.eval(&script).await;
        base64::engine::general_purpose::STANDARD
            .decode(text.as_str().unwrap())
            .unwrap()
    }

    /// Makes the window as wide as a desktop or a telephone.
    pub(crate) async fn resize(&mut self, width: u32, height: u32) {
        let is_phone = width < 600;
        let wish =
            SetDeviceMetricsOverrideParams::new(i64::from(width), i64::from(height), 1.0, is_phone);
        self.page.execute(wish).await.unwrap();
    }

    /// Switches the scripts of pages on or off.
    pub(crate) async fn with_scripts(&self, are_on: bool) {
        self.page
            .execute(SetScriptExecutionDisabledParams::new(!are_on))
            .await
            .unwrap();
    }

    /// Presses a key as a person does.
    pub(crate) async fn key(&self, key: &str, code: i64, text: Option<&str>) {
        for kind in [DispatchKeyEventType::KeyDown, DispatchKeyEventType::KeyUp] {
            let is_down = kind == DispatchKeyEventType::KeyDown;
            let mut event = DispatchKeyEventParams::builder()
                .r#type(kind)
                .key(key)
                .code(key)
                .windows_virtual_key_code(code);
            if let Some(text) = text.filter(|_| is_down) {
                event = event.text(text);
            }
            self.page.execute(event.build().unwrap()).await.unwrap();
        }
    }

    /// Types a text into what has the focus, over what is selected there.
    pub(crate) async fn type_in(&self, text: &str) {
        let wish = InsertTextParams::new(text);
        self.page.execute(wish).await.unwrap();
    }

    /// Presses Enter on what has the focus, and waits for the page that it leads to.
    pub(crate) async fn enter(&mut self) {
        self.key("Enter", 13, Some("\r")).await;
        self.loaded("Enter").await;
    }

    /// A picture of the page from its top, at most `height` pixels high.
    pub(crate) async fn picture(&self, height: u32) -> Vec<u8> {
        use base64::Engine as _;
        let size = self
            .eval("[innerWidth, document.documentElement.scrollHeight]")
            .await;
        let width = size[0].as_f64().unwrap();
        let height = size[1].as_f64().unwrap().min(f64::from(height));
        let wish = CaptureScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .clip(Viewport {
                x: 0.0,
                y: 0.0,
                width,
                height,
                scale: 1.0,
            })
            .capture_beyond_viewport(true)
            .build();
        let picture = self.page.execute(wish).await.unwrap();
        let text: &str = picture.result.data.as_ref();
        base64::engine::general_purpose::STANDARD
            .decode(text)
            .unwrap()
    }
}
