<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>Actions</name>
    <message>
        <source>元に戻す：{edit}(&amp;U)</source>
        <translation>&amp;Undo: {edit}</translation>
    </message>
    <message>
        <source>やり直す：{edit}(&amp;R)</source>
        <translation>&amp;Redo: {edit}</translation>
    </message>
    <message>
        <source>新しいプラン(&amp;N)…</source>
        <translation>&amp;New plan…</translation>
    </message>
    <message>
        <source>開く(&amp;O)…</source>
        <translation>&amp;Open…</translation>
    </message>
    <message>
        <source>デモプランを開く(&amp;D)</source>
        <translation>Open the &amp;demo plan</translation>
    </message>
    <message>
        <source>保存の確認(&amp;S)</source>
        <translation>Check that all is &amp;saved</translation>
    </message>
    <message>
        <source>控えを保存(&amp;C)…</source>
        <translation>Save a &amp;copy…</translation>
    </message>
    <message>
        <source>プランを閉じる(&amp;W)</source>
        <translation>Close the &amp;plan</translation>
    </message>
    <message>
        <source>終了(&amp;Q)</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>元に戻す(&amp;U)</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>やり直す(&amp;R)</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>自動（システムに合わせる）(&amp;A)</source>
        <translation>&amp;Automatic (as the system)</translation>
    </message>
    <message>
        <source>ライト(&amp;L)</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>ダーク(&amp;D)</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>全画面(&amp;F)</source>
        <translation>&amp;Full screen</translation>
    </message>
    <message>
        <source>KGI を決める(&amp;K)…</source>
        <translation>Set the &amp;KGI…</translation>
    </message>
    <message>
        <source>構成をテンプレートとして保存(&amp;T)…</source>
        <translation>Keep the structure as a &amp;template…</translation>
    </message>
    <message>
        <source>実績を取り込む(&amp;I)…</source>
        <translation>&amp;Import actuals…</translation>
    </message>
    <message>
        <source>クリップボードの表を取り込む(&amp;V)</source>
        <translation>Import the Copied Table(&amp;V)</translation>
    </message>
    <message>
        <source>数値の出どころ(&amp;O)</source>
        <translation>Where the &amp;number comes from</translation>
    </message>
    <message>
        <source>フォルダーを見張る(&amp;F)…</source>
        <translation>Watch a Folder(&amp;F)…</translation>
    </message>
    <message>
        <source>メンバーの KPI シート（1 人 1 ファイル）(&amp;M)…</source>
        <translation>KPI sheets of &amp;members (a file each)…</translation>
    </message>
    <message>
        <source>メンバーの KPI シート（1 つのブック）(&amp;B)…</source>
        <translation>KPI sheets of members (one work&amp;book)…</translation>
    </message>
    <message>
        <source>使い方(&amp;H)</source>
        <translation>&amp;Manual</translation>
    </message>
    <message>
        <source>キーの一覧(&amp;K)</source>
        <translation>&amp;Keys</translation>
    </message>
    <message>
        <source>isplanner について(&amp;A)</source>
        <translation>&amp;About isplanner</translation>
    </message>
    <message>
        <source>ファイル(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>編集(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>表示(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>プラン(&amp;P)</source>
        <translation>&amp;Plan</translation>
    </message>
    <message>
        <source>データ(&amp;D)</source>
        <translation>&amp;Data</translation>
    </message>
    <message>
        <source>書き出し(&amp;X)</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <source>ヘルプ(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>最近のプラン(&amp;R)</source>
        <translation>&amp;Recent plans</translation>
    </message>
    <message>
        <source>明るさ(&amp;T)</source>
        <translation>&amp;Theme</translation>
    </message>
    <message>
        <source>言語 / Language(&amp;L)</source>
        <translation>言語 / &amp;Language</translation>
    </message>
</context>
<context>
    <name>AdoptPanel</name>
    <message>
        <source>この設定を目標にする</source>
        <translation>Make these the targets</translation>
    </message>
    <message>
        <source>すべての指標の目標を、この設定で計算した値にします。1 回の操作で元に戻せます。</source>
        <translation>Sets the targets of all metrics to the values these settings come to. One step, which can be undone.</translation>
    </message>
    <message>
        <source>{count} 本</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>{count} 件</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>いまの目標は、この設定のとおりです。</source>
        <translation>The targets are these settings already.</translation>
    </message>
    <message>
        <source>期間全体をこの設定で動いても {gap} 届きません。指標の目標はこの設定の値に下がり、KGI に決めた目標 {goal} はそのまま残ります。</source>
        <translation>Even over the whole period these settings fall {gap} short. The metrics&apos; targets become these lower values; the KGI&apos;s own goal of {goal} stays.</translation>
    </message>
    <message>
        <source>KGI から各レバーまで、すべての指標の目標が、期間全体をこの設定で動いたときの値になります。</source>
        <translation>From the KGI down to the levers, all targets become what these settings come to over the whole period.</translation>
    </message>
    <message>
        <source>期間全体での KGI（いま → 採用後）</source>
        <translation>KGI of the whole period (now → then)</translation>
    </message>
    <message>
        <source>採用予定の {people} 人はまだメンバーではないので、メンバーに加わるまで目標は配分されません。</source>
        <translation> Planned hires ({people}) are no members yet: targets are not shared out to them until they are.</translation>
    </message>
    <message>
        <source>基準から動かしたレバー</source>
        <translation>Levers moved</translation>
    </message>
    <message>
        <source>目標が変わる指標</source>
        <translation>Targets that change</translation>
    </message>
    <message>
        <source>目標にする</source>
        <translation>Make targets</translation>
    </message>
</context>
<context>
    <name>AgreementChips</name>
    <message>
        <source>{department}の合意を記録</source>
        <translation>Note the agreement of {department}</translation>
    </message>
    <message>
        <source>{department}が {day} に合意</source>
        <translation>{department} agreed on {day}</translation>
    </message>
    <message>
        <source>定義が変わったあとの合意がまだありません。</source>
        <translation>It has not agreed since the definition changed.</translation>
    </message>
    <message>
        <source>{day} に合意し直す</source>
        <translation>Agreed again on {day}</translation>
    </message>
    <message>
        <source>日付を変える</source>
        <translation>Change the date</translation>
    </message>
    <message>
        <source>合意を取り消す</source>
        <translation>Take the agreement back</translation>
    </message>
    <message>
        <source>{department}の合意日</source>
        <translation>{department} agreed on</translation>
    </message>
</context>
<context>
    <name>BranchClip</name>
    <message>
        <source>貼り付けるものは、もうここにあります。</source>
        <translation>What is on the clipboard is here already.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>目標ツリーのキャンバス</source>
        <translation>Goal tree canvas</translation>
    </message>
    <message>
        <source>KGI に直接つながらない指標</source>
        <translation>Not directly linked to the KGI</translation>
    </message>
</context>
<context>
    <name>CardEditor</name>
    <message>
        <source>カードの数値</source>
        <translation>Number on the card</translation>
    </message>
</context>
<context>
    <name>CardTyping</name>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>セルへ</source>
        <translation>Go to cell</translation>
    </message>
    <message>
        <source>セルへ {address}</source>
        <translation>Go to cell {address}</translation>
    </message>
    <message>
        <source>この値で確定</source>
        <translation>Take this value</translation>
    </message>
    <message>
        <source>入力して確定</source>
        <translation>Type and take</translation>
    </message>
    <message>
        <source>このままでよい</source>
        <translation>Fine as it is</translation>
    </message>
    <message>
        <source>保留のまま</source>
        <translation>Keep held</translation>
    </message>
    <message>
        <source>{cell} の値</source>
        <translation>Value of {cell}</translation>
    </message>
    <message>
        <source>「{text}」 {count} 件</source>
        <translation>&quot;{text}&quot;: {count}</translation>
    </message>
    <message>
        <source>何として数えるか</source>
        <translation>What it counts for</translation>
    </message>
    <message>
        <source>覚える</source>
        <translation>Remember</translation>
    </message>
    <message>
        <source>いつの数ですか</source>
        <translation>When are these numbers of?</translation>
    </message>
    <message>
        <source>{file} に、期間や年の書かれていない数があります。足りない所をこの期間で補います。</source>
        <translation>{file} has numbers without a period or a year. This period fills what is missing.</translation>
    </message>
    <message>
        <source>期間を選ぶ</source>
        <translation>Choose a period</translation>
    </message>
</context>
<context>
    <name>CellInspector</name>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>正確な取り分</source>
        <translation>Exact share</translation>
    </message>
    <message>
        <source>端数</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>この目標の成り立ち</source>
        <translation>How this target comes about</translation>
    </message>
    <message>
        <source>根拠（期間計）</source>
        <translation>What the period&apos;s target rests on</translation>
    </message>
    <message>
        <source>解除</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>Fix</translation>
    </message>
    <message>
        <source>固定を外し、配分し直します。</source>
        <translation>Frees the cells and shares out again.</translation>
    </message>
    <message>
        <source>今の数で固定します。</source>
        <translation>Fixes the cells at their present numbers.</translation>
    </message>
    <message>
        <source>{days} 日</source>
        <translation>{days} days</translation>
    </message>
    <message>
        <source>{factor}（チーム 1.00）</source>
        <translation>{factor} (team 1.00)</translation>
    </message>
    <message>
        <source>{team} の {share}</source>
        <translation>{share} of {team}</translation>
    </message>
    <message>
        <source>営業日</source>
        <translation>Business days</translation>
    </message>
    <message>
        <source>稼働</source>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>立ち上がり</source>
        <translation>Ramp</translation>
    </message>
    <message>
        <source>本人の重み</source>
        <translation>Own weight</translation>
    </message>
    <message>
        <source>チームの枠</source>
        <translation>Of the team</translation>
    </message>
    <message>
        <source>メンバーの稼働と立ち上がり</source>
        <translation>Capacity and ramp of members</translation>
    </message>
</context>
<context>
    <name>ChannelBars</name>
    <message>
        <source>{name}（{unit}）・線は目標</source>
        <translation>{name} ({unit}), line: target</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>点検</source>
        <translation>Checks</translation>
    </message>
    <message>
        <source>F8 次へ&#x3000;Shift+F8 前へ&#x3000;Enter 直す</source>
        <translation>F8 next   Shift+F8 previous   Enter mends</translation>
    </message>
    <message>
        <source>✓ 気になる点はありません。</source>
        <translation>✓ There is nothing to look at.</translation>
    </message>
    <message>
        <source>目標を決めると、足りないものと直し方がここに並びます。</source>
        <translation>Once there are targets, what is missing and how to mend it is listed here.</translation>
    </message>
    <message>
        <source>見つかったこと</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>直し方</source>
        <translation>Mend</translation>
    </message>
    <message>
        <source>点検&#x3000;{count}</source>
        <translation>Checks  {count}</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>点検を閉じる</source>
        <translation>Close the checks</translation>
    </message>
</context>
<context>
    <name>ColumnPopup</name>
    <message>
        <source>使い方</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>単位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>種類</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>日付の順</source>
        <translation>Order of dates</translation>
    </message>
    <message>
        <source>元の読み方に戻す</source>
        <translation>Read it as recognised</translation>
    </message>
    <message>
        <source>{letters} 列「{header}」</source>
        <translation>Column {letters} &quot;{header}&quot;</translation>
    </message>
    <message>
        <source>確からしさ {share}</source>
        <translation>{share} sure</translation>
    </message>
    <message>
        <source>理由：{reasons}</source>
        <translation>Why: {reasons}</translation>
    </message>
    <message>
        <source>シートのとおり</source>
        <translation>As the sheet says</translation>
    </message>
    <message>
        <source>月 / 日 / 年</source>
        <translation>month / day / year</translation>
    </message>
    <message>
        <source>日 / 月 / 年</source>
        <translation>day / month / year</translation>
    </message>
    <message>
        <source>シートのとおり（{period}）</source>
        <translation>As the sheet says ({period})</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>テンプレート「{name}」を保存しました。新しいプランで選べます。</source>
        <translation>The template “{name}” is kept. New plans can be made from it.</translation>
    </message>
    <message>
        <source>出どころを見たい指標を、目標ツリーかファネルか目標配分で選んでください。</source>
        <translation>Choose a metric in the goal tree, the funnel or the targets to see where its number comes from.</translation>
    </message>
    <message>
        <source>{folder} に新しいブックが来たらお知らせします。</source>
        <translation>You will be told when a workbook turns up in {folder}.</translation>
    </message>
    <message>
        <source>フォルダーの見張りをやめました。</source>
        <translation>The folder is no longer watched.</translation>
    </message>
    <message>
        <source>新しいブックがあります：{names}</source>
        <translation>New workbooks: {names}</translation>
    </message>
    <message>
        <source>新しいブックが {count} 件あります：{names} ほか</source>
        <translation>{count} new workbooks: {names} and others</translation>
    </message>
    <message>
        <source>取り込む</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>（最後の操作 {time}）</source>
        <translation> (last edit {time})</translation>
    </message>
    <message>
        <source>すべて保存済みです{time}
{file}</source>
        <translation>Everything is saved{time}
{file}</translation>
    </message>
    <message>
        <source>控え {copy} を保存しました。開いているのは {now} のままです。</source>
        <translation>The copy {copy} is saved. {now} is still the one that is open.</translation>
    </message>
    <message>
        <source>isplanner について</source>
        <translation>About isplanner</translation>
    </message>
    <message>
        <source>インサイドセールスの KGI を、届く KPI と一人ひとりの目標にするためのプログラムです。
データはこのパソコンの中だけで扱い、どこにも送りません。

MIT ライセンス。Qt（LGPL-3）を使っています。</source>
        <translation>Turns the KGI of inside sales into KPIs within reach and targets for each person.
Data stay on this computer; nothing is sent anywhere.

MIT licence. Uses Qt (LGPL-3).</translation>
    </message>
    <message>
        <source>フォルダーを開く</source>
        <translation>Open the folder</translation>
    </message>
</context>
<context>
    <name>CommentForm</name>
    <message>
        <source>だれの意見か</source>
        <translation>Whose opinion</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>日付</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>コメント</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>意見や気づいたこと</source>
        <translation>An opinion, or what was noticed</translation>
    </message>
    <message>
        <source>書き込む</source>
        <translation>Write it down</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>（名前なし）</source>
        <translation>(no name)</translation>
    </message>
    <message>
        <source>開き直す</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>済みにする</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>コメントを消す</source>
        <translation>Remove the comment</translation>
    </message>
</context>
<context>
    <name>CommentsSection</name>
    <message>
        <source>コメント</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>書く</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>まだありません。目標を決める前に、担当する人の意見を聞いて書きます。</source>
        <translation>None yet. Ask those who carry the target before it is set, and write down what they say.</translation>
    </message>
    <message>
        <source>コメント&#x3000;{count}</source>
        <translation>Comments  {count}</translation>
    </message>
    <message numerus="yes">
        <source>済み %n 件</source>
        <translation>
            <numerusform>%n settled</numerusform>
            <numerusform>%n settled</numerusform>
        </translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>CompareGrid</name>
    <message>
        <source>シナリオを並べる</source>
        <translation>Scenarios side by side</translation>
    </message>
    <message>
        <source>見込み（{unit}）</source>
        <translation>Projected ({unit})</translation>
    </message>
    <message>
        <source>P10</source>
        <translation>P10</translation>
    </message>
    <message>
        <source>P90</source>
        <translation>P90</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Probability</translation>
    </message>
    <message>
        <source>人員（人分）</source>
        <translation>People (full-time)</translation>
    </message>
    <message>
        <source>2@2026-11:50%,75%; 田中@2026-12 のように入力でき、ほかのシナリオに貼り付けられます。</source>
        <translation>Typed as 2@2026-11:50%,75%; Tanaka@2026-12, and pasted into other scenarios.</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>レバーの設定から計算した値です。</source>
        <translation>Worked out from the levers.</translation>
    </message>
    <message>
        <source>基準の人員は、プランのメンバーのままです。</source>
        <translation>The baseline has the plan&apos;s members as they are.</translation>
    </message>
    <message>
        <source>基準は実績から出した値です。</source>
        <translation>The baseline comes from actuals.</translation>
    </message>
    <message>
        <source>「{name}」に写す</source>
        <translation>Copy to &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>基準に戻す</source>
        <translation>Back to baseline</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>選んだ差を基準に戻す</source>
        <translation>Put the selected back to baseline</translation>
    </message>
    <message>
        <source>シナリオを削除</source>
        <translation>Remove scenario</translation>
    </message>
    <message>
        <source>いま選んでいるシナリオを削除します。1 回の操作で元に戻せます。</source>
        <translation>Removes the scenario you work in. One undo brings it back.</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>このシナリオの理由（何のための案か、何を前提にしたか）</source>
        <translation>Why this scenario: what it is for, what it takes for granted</translation>
    </message>
    <message>
        <source>「{name}」は基準です。ほかのシナリオは、ここから動かした分だけを持ちます。</source>
        <translation>&quot;{name}&quot; is the baseline: other scenarios keep only what they move from here.</translation>
    </message>
    <message>
        <source>「{name}」が基準と違うところ（{count}）</source>
        <translation>Where &quot;{name}&quot; differs from baseline ({count})</translation>
    </message>
    <message>
        <source>太字は基準と違う値。コピーして貼り付けられます</source>
        <translation>Bold differs from baseline; copy and paste across</translation>
    </message>
    <message>
        <source>シナリオを並べる</source>
        <translation>Scenarios side by side</translation>
    </message>
</context>
<context>
    <name>ConfirmPanel</name>
    <message>
        <source>ひな型の名前</source>
        <translation>Name of the template</translation>
    </message>
    <message>
        <source>保存する数値</source>
        <translation>Numbers to store</translation>
    </message>
    <message>
        <source>保留 {count} セルは取り込みのあとも一覧に残り、いつでも確定できます。</source>
        <translation>{count} held cells stay in the list after the import and can be settled any time.</translation>
    </message>
    <message>
        <source>保留セルはありません。</source>
        <translation>No cell is held.</translation>
    </message>
    <message>
        <source>同じ見出しの次のファイルは、この名前のひな型で読みます。</source>
        <translation>The next file with the same headers is read by the template of this name.</translation>
    </message>
    <message>
        <source>新しいメンバー：{names}</source>
        <translation>New members: {names}</translation>
    </message>
    <message>
        <source>新しいチャネル：{names}</source>
        <translation>New channels: {names}</translation>
    </message>
    <message>
        <source>新しい名前はありません。</source>
        <translation>No new names.</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>一緒に保存するもの</source>
        <translation>Stored along with them</translation>
    </message>
    <message>
        <source>目標をプランの目標にする</source>
        <translation>Make them the plan&apos;s targets</translation>
    </message>
    <message>
        <source>このファイルの目標：{names}</source>
        <translation>Targets of this file: {names}</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>種別</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>数値</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>保存済み</source>
        <translation>Stored</translation>
    </message>
    <message>
        <source>このファイル</source>
        <translation>This file</translation>
    </message>
    <message>
        <source>同じ範囲の差</source>
        <translation>Difference</translation>
    </message>
</context>
<context>
    <name>Corners</name>
    <message>
        <source>チャネルの行に出す数</source>
        <translation>Number on the lines of channels</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>実績</source>
        <translation>Actual</translation>
    </message>
</context>
<context>
    <name>CurvePicture</name>
    <message>
        <source>P10–P90 は {low}–{high}</source>
        <translation>P10–P90 is {low}–{high}</translation>
    </message>
    <message>
        <source>目標 {value}</source>
        <translation>Target {value}</translation>
    </message>
    <message numerus="yes">
        <source>月の実績 %n 個</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataChoices</name>
    <message>
        <source>集計表（見出しの交わるセルが数）</source>
        <translation>Table (numbers where headings cross)</translation>
    </message>
    <message>
        <source>実績</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>比較（読まない）</source>
        <translation>Comparison (not read)</translation>
    </message>
</context>
<context>
    <name>DataTables</name>
    <message>
        <source>番号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>取り込み日時</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>数値</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>State</translation>
    </message>
    <message>
        <source>取り消した</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>優先</source>
        <translation>Preferred</translation>
    </message>
    <message>
        <source>使っていない</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>一部使っている</source>
        <translation>Partly used</translation>
    </message>
    <message>
        <source>使っている</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>{all} 件のうち {used} 件を数えています。残りは、同じ月のほかの取り込みが使われています。「優先する」でこちらをすべて、「重なりを見る」で指標と月ごとに使えます。</source>
        <translation>{used} of {all} numbers count. For the others another import of the same months is used. &quot;Prefer&quot; lets all of this one count, &quot;Show overlaps&quot; lets you choose by metric and month.</translation>
    </message>
    <message>
        <source>セル</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>中身</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>何を数えるセルか分かりません。直したブックを取り込んでください。</source>
        <translation>It is not known what this cell counts. Import a corrected workbook.</translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>実績</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>1 行に 1 つの値</source>
        <translation>One value a row</translation>
    </message>
    <message>
        <source>メンバー × 指標</source>
        <translation>Members × metrics</translation>
    </message>
    <message>
        <source>指標 × 期間</source>
        <translation>Metrics × periods</translation>
    </message>
    <message>
        <source>活動の記録</source>
        <translation>Activity log</translation>
    </message>
    <message>
        <source>商談の記録</source>
        <translation>Deals</translation>
    </message>
    <message>
        <source>売上の明細</source>
        <translation>Sales lines</translation>
    </message>
    <message>
        <source>メール配信の記録</source>
        <translation>Mail log</translation>
    </message>
    <message>
        <source>メンバーの KPI シート</source>
        <translation>Member KPI sheet</translation>
    </message>
    <message>
        <source>数として保存</source>
        <translation>Store as numbers</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>使わない</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>合計</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>累計</source>
        <translation>Running total</translation>
    </message>
    <message>
        <source>比較</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>導出</source>
        <translation>Derived</translation>
    </message>
    <message>
        <source>日付</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>メンバー</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>段の見出し</source>
        <translation>Levels</translation>
    </message>
    <message>
        <source>姓</source>
        <translation>Family name</translation>
    </message>
    <message>
        <source>名</source>
        <translation>Given name</translation>
    </message>
    <message>
        <source>チャネル</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>指標名</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>単位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>目標・実績の区分</source>
        <translation>Target or actual</translation>
    </message>
    <message>
        <source>架電の結果</source>
        <translation>Outcome of the call</translation>
    </message>
    <message>
        <source>応答の有無</source>
        <translation>Answered or not</translation>
    </message>
    <message>
        <source>通話時間</source>
        <translation>Talk time</translation>
    </message>
    <message>
        <source>時刻</source>
        <translation>Time of day</translation>
    </message>
    <message>
        <source>リードの発生日時</source>
        <translation>When the lead arose</translation>
    </message>
    <message>
        <source>活動の種別</source>
        <translation>Type of activity</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>商談化日</source>
        <translation>Day of the appointment</translation>
    </message>
    <message>
        <source>有効の判定日</source>
        <translation>Day it was judged</translation>
    </message>
    <message>
        <source>有効の判定</source>
        <translation>Valid or not</translation>
    </message>
    <message>
        <source>受注金額</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>受注日</source>
        <translation>Day of the order</translation>
    </message>
    <message>
        <source>フェーズ</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>受注の有無</source>
        <translation>Ordered or not</translation>
    </message>
    <message>
        <source>伝票番号</source>
        <translation>Slip number</translation>
    </message>
    <message>
        <source>単価</source>
        <translation>Unit price</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>年</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>商談の担当</source>
        <translation>Owner of the deal</translation>
    </message>
    <message>
        <source>切り口として残す</source>
        <translation>Kept to tell apart</translation>
    </message>
    <message>
        <source>有効商談化</source>
        <translation>Valid appointment</translation>
    </message>
    <message>
        <source>着電・商談化</source>
        <translation>Connect and appointment</translation>
    </message>
    <message>
        <source>着電</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>架電のみ</source>
        <translation>Dial only</translation>
    </message>
    <message>
        <source>数えない</source>
        <translation>Not counted</translation>
    </message>
    <message>
        <source>架電</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>受注</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>受注でない</source>
        <translation>No order</translation>
    </message>
    <message>
        <source>有効</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>有効でない</source>
        <translation>Not valid</translation>
    </message>
    <message>
        <source>空欄</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>？ 決めてください</source>
        <translation>? Please decide</translation>
    </message>
    <message>
        <source>非表示のため読まない</source>
        <translation>Hidden, not read</translation>
    </message>
    <message>
        <source>表が見つからない</source>
        <translation>No table found</translation>
    </message>
    <message>
        <source>ほかのシートの合計</source>
        <translation>Sums other sheets</translation>
    </message>
    <message>
        <source>読まないことにした</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>名簿にない名前です</source>
        <translation>Not a name of the team</translation>
    </message>
    <message>
        <source>プランにないチャネルです</source>
        <translation>Not a channel of the plan</translation>
    </message>
    <message>
        <source>隣の数の累計と同じ動きです</source>
        <translation>Runs like the total of its neighbour</translation>
    </message>
</context>
<context>
    <name>DataWorkspace</name>
    <message>
        <source>クリップボードの表を取り込む</source>
        <translation>Import the copied table</translation>
    </message>
    <message>
        <source>同じファイルは取り込み済みです。何も変わっていません。</source>
        <translation>The same file was imported before. Nothing has changed.</translation>
    </message>
    <message>
        <source>{facts} 件を取り込みました（更新 {replaced}・同じ値 {unchanged}・保留 {held}）。</source>
        <translation>Imported: {facts} (updated {replaced}, unchanged {unchanged}, held {held}).</translation>
    </message>
    <message>
        <source>上書きする</source>
        <translation>Overwrite</translation>
    </message>
    <message>
        <source>{count}ファイルを書き出しました</source>
        <translation>Files written: {count}</translation>
    </message>
    <message>
        <source>フォルダーを開く</source>
        <translation>Open the folder</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>カレンダー  Alt+↓</source>
        <translation>Calendar  Alt+↓</translation>
    </message>
    <message>
        <source>カレンダー</source>
        <translation>Calendar</translation>
    </message>
</context>
<context>
    <name>DefinitionSection</name>
    <message>
        <source>定義と合意</source>
        <translation>Definition and agreement</translation>
    </message>
    <message>
        <source>定義</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>何を 1 件と数えるか</source>
        <translation>What counts as one</translation>
    </message>
    <message>
        <source>計上条件</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>計上条件（数えるもの、数えないもの）</source>
        <translation>Conditions: what counts, what does not</translation>
    </message>
    <message>
        <source>実績の出どころ</source>
        <translation>Where actuals come from</translation>
    </message>
    <message>
        <source>例：SFA の商談レポート</source>
        <translation>For example: meeting report of the SFA</translation>
    </message>
    <message>
        <source>単位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>この定義で数え始めた日</source>
        <translation>Counted so since</translation>
    </message>
    <message>
        <source>はじめから</source>
        <translation>From the start</translation>
    </message>
    <message>
        <source>定義は、この指標のすべてのチャネルに共通です。</source>
        <translation>The definition is the same in all channels of this metric.</translation>
    </message>
    <message>
        <source>出どころ</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>数え始め</source>
        <translation>Since</translation>
    </message>
</context>
<context>
    <name>DefinitionTable</name>
    <message>
        <source>定義一覧</source>
        <translation>Definitions</translation>
    </message>
</context>
<context>
    <name>DefinitionsPage</name>
    <message>
        <source>指標・定義・担当を検索（Ctrl+F）</source>
        <translation>Find metric, definition, owner (Ctrl+F)</translation>
    </message>
    <message>
        <source>定義を検索</source>
        <translation>Find definitions</translation>
    </message>
    <message>
        <source>表示する定義</source>
        <translation>Definitions shown</translation>
    </message>
    <message>
        <source>合意を記録</source>
        <translation>Sign off</translation>
    </message>
    <message>
        <source>選んだ行の定義に、部門が基準日に合意したと記録します。</source>
        <translation>Records that a department agreed to the selected definitions on the as-of date.</translation>
    </message>
    <message>
        <source>Excel から戻す…</source>
        <translation>Read back from Excel…</translation>
    </message>
    <message>
        <source>書き出して記入してもらったブックを読み、違いを見てから取り込みます。</source>
        <translation>Reads a workbook that was filled in by others; you see the differences before they are taken.</translation>
    </message>
    <message>
        <source>Excel に書き出す…</source>
        <translation>Export to Excel…</translation>
    </message>
    <message>
        <source>印刷…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>{name} に書き出しました</source>
        <translation>Written to {name}</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>プランと違うところはありません</source>
        <translation>Nothing differs from the plan</translation>
    </message>
    <message>
        <source>{seen} / {all} 件</source>
        <translation>{seen} of {all}</translation>
    </message>
    <message>
        <source>{all} 件</source>
        <translation>{all}</translation>
    </message>
    <message>
        <source>書き出す場所</source>
        <translation>Where to write</translation>
    </message>
    <message>
        <source>Excel ブック (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>戻ってきた定義のブック</source>
        <translation>Workbook of definitions that came back</translation>
    </message>
    <message>
        <source>{department}の合意を記録</source>
        <translation>{department} signs off</translation>
    </message>
    <message>
        <source>{lack}がないもの</source>
        <translation>Without {lack}</translation>
    </message>
    <message>
        <source>すべての指標</source>
        <translation>All metrics</translation>
    </message>
    <message>
        <source>目標ツリーの指標</source>
        <translation>Metrics of the goal tree</translation>
    </message>
    <message>
        <source>足りないものがある</source>
        <translation>Something is missing</translation>
    </message>
</context>
<context>
    <name>DelayDialog</name>
    <message>
        <source>段階のあいだの期間</source>
        <translation>Time between stages</translation>
    </message>
    <message>
        <source>段階</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>チャネル</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>すべてのチャネル</source>
        <translation>All channels</translation>
    </message>
    <message>
        <source>チャネルごとに期間が違います。入れると、すべて同じになります。</source>
        <translation>The channels differ. What you type becomes the same for all of them.</translation>
    </message>
    <message>
        <source>チャネルで期間が違うあいだ、全体の率は 期間の{stage} ÷ 期間の{count} です。</source>
        <translation>While channels differ, the rate of the whole plan is {stage} ÷ {count} of the period.</translation>
    </message>
    <message>
        <source>{channels} は式が「件数 × 率」ではないため、そのままにします。</source>
        <translation>{channels} stays as it is: its formula is not &quot;count × rate&quot;.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>合計 {sum}</source>
        <translation>Total {sum}</translation>
    </message>
    <message>
        <source>合計 {sum}（あと {rest}）</source>
        <translation>Total {sum} ({rest} to go)</translation>
    </message>
    <message>
        <source>合計 {sum}（{rest} 多い）</source>
        <translation>Total {sum} ({rest} too many)</translation>
    </message>
    <message>
        <source>すべて同じ月に決まるので、計画期間より前からの持ち込みはありません。</source>
        <translation>All come through in the same month, so nothing comes in from before the period.</translation>
    </message>
    <message>
        <source>期首に結果待ちの{count} {begun} 件のうち {comes} 件が、期間のうちに決まります。</source>
        <translation>Of {begun} {count} open at the start, {comes} are decided within the period.</translation>
    </message>
    <message>
        <source>{months} の{count} {begun} 件のうち {comes} 件が、{first}以降に決まります。</source>
        <translation>Of {begun} {count} of {months}, {comes} come through from {first} on.</translation>
    </message>
    <message>
        <source>その{stage}は {made} 件の見込みで、計画に入れています。</source>
        <translation>They are expected to make {made} {stage}, which the plan counts.</translation>
    </message>
    <message>
        <source>入れた {unused} 件は、実績があるため使っていません。</source>
        <translation>The {unused} typed are not used: there are actuals.</translation>
    </message>
    <message>
        <source>{missing} の実績がないため、その分の持ち込みは 0 件としています。</source>
        <translation>There are no actuals of {missing}, so nothing comes in from there.</translation>
    </message>
    <message>
        <source>{first}～{last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>前の段階の件数が、何か月後に次の段階へ決まるかの割合です。率そのものは変わりません。</source>
        <translation>How much of one stage comes through to the next, by month. The rate itself does not change.</translation>
    </message>
    <message>
        <source>期間なしにする</source>
        <translation>Take it out</translation>
    </message>
    <message>
        <source>すべて同じ月に決まる、もとの式に戻します。</source>
        <translation>Back to the formula in which all come through in the same month.</translation>
    </message>
    <message>
        <source>この期間にする</source>
        <translation>Use this</translation>
    </message>
    <message>
        <source>決まる割合</source>
        <translation>Share that comes through</translation>
    </message>
</context>
<context>
    <name>DifferenceList</name>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>保存済み</source>
        <translation>Stored</translation>
    </message>
    <message>
        <source>このファイル</source>
        <translation>This file</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Difference</translation>
    </message>
</context>
<context>
    <name>DifferencesDialog</name>
    <message>
        <source>定義の違い</source>
        <translation>Differences in definitions</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>いま</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>ブック</source>
        <translation>Workbook</translation>
    </message>
    <message>
        <source>選んだものを取り込む</source>
        <translation>Take what is ticked</translation>
    </message>
    <message>
        <source>ブックに {count} か所の違いがあります。取り込むものを選んでください。</source>
        <translation>The workbook differs in {count} places. Tick what to take.</translation>
    </message>
    <message>
        <source>日付として読めないセル：{cells}</source>
        <translation>Cells that are no dates: {cells}</translation>
    </message>
</context>
<context>
    <name>DistributionSection</name>
    <message>
        <source>実績から見た分布</source>
        <translation>From actuals</translation>
    </message>
    <message>
        <source>実績がまだないので出せません。「範囲とばらつき」に見立てを書くと出ます。</source>
        <translation>There are no actuals yet. Judge it under “Limits and chance” to see a curve.</translation>
    </message>
    <message>
        <source>{value} に固定されています。</source>
        <translation>Fixed at {value}.</translation>
    </message>
    <message>
        <source>○ 月の実績&#x3000;</source>
        <translation>○ months   </translation>
    </message>
    <message>
        <source>濃い帯 P10–P90&#x3000;{low}–{high}</source>
        <translation>dark band P10–P90  {low}–{high}</translation>
    </message>
    <message>
        <source>P({target} 以下)</source>
        <translation>P(≤ {target})</translation>
    </message>
    <message>
        <source>P({target} 以上)</source>
        <translation>P(≥ {target})</translation>
    </message>
</context>
<context>
    <name>DriverPanel</name>
    <message>
        <source>影響する指標</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>計算には入りません。点線で結ばれます。Enter で決めます。</source>
        <translation>It does not enter the arithmetic; a dashed line joins them. Enter decides.</translation>
    </message>
    <message>
        <source>{name} に影響する指標を選ぶ</source>
        <translation>What drives {name}?</translation>
    </message>
</context>
<context>
    <name>DropPlace</name>
    <message>
        <source>ここにファイルや
フォルダーをドロップ</source>
        <translation>Drop files or
folders here</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>{name} は読めません。Excel ブック、CSV、.isplan を入れてください。</source>
        <translation>{name} cannot be read. Drop Excel workbooks, CSV files or .isplan.</translation>
    </message>
    <message>
        <source>このプランを開きます：{name}</source>
        <translation>Opens this plan: {name}</translation>
    </message>
    <message>
        <source>この種類のファイルは読めません</source>
        <translation>Files of this kind cannot be read</translation>
    </message>
    <message>
        <source>前期の実績として読みます（{count} ファイル）</source>
        <translation>Reads them as last period’s actuals (files: {count})</translation>
    </message>
    <message>
        <source>実績として読みます（{count} ファイル）</source>
        <translation>Reads them as actuals (files: {count})</translation>
    </message>
</context>
<context>
    <name>DutySection</name>
    <message>
        <source>担当と期限</source>
        <translation>Owner and due date</translation>
    </message>
    <message>
        <source>担当</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>メンバーから選ぶか、名前を書く</source>
        <translation>Choose a member or type a name</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>期末（{day}）まで</source>
        <translation>End of period ({day})</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>ほか {count} 件</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>理由を書く</source>
        <translation>Say why</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>画像をコピー</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>画像を PNG で保存…</source>
        <translation>Save picture as PNG…</translation>
    </message>
    <message>
        <source>画像を SVG で保存…</source>
        <translation>Save picture as SVG…</translation>
    </message>
    <message>
        <source>シナリオ比較を Excel で保存…</source>
        <translation>Save comparison of scenarios as Excel…</translation>
    </message>
    <message>
        <source>画像をコピーしました</source>
        <translation>The picture is copied</translation>
    </message>
    <message>
        <source>{name} に書き出しました</source>
        <translation>Written to {name}</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>PNG 画像</source>
        <translation>PNG picture</translation>
    </message>
    <message>
        <source>SVG 画像</source>
        <translation>SVG picture</translation>
    </message>
    <message>
        <source>Excel ブック</source>
        <translation>Excel workbook</translation>
    </message>
    <message>
        <source>書き出す場所</source>
        <translation>Where to write</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>基準 {value}</source>
        <translation>Base {value}</translation>
    </message>
    <message>
        <source>目標 {value}</source>
        <translation>Target {value}</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>fixed</translation>
    </message>
    <message>
        <source>担当 {name}</source>
        <translation>owner {name}</translation>
    </message>
    <message numerus="yes">
        <source>コメント %n 件</source>
        <translation>
            <numerusform>%n comment</numerusform>
            <numerusform>%n comments</numerusform>
        </translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>値</source>
        <translation>value</translation>
    </message>
    <message>
        <source>見込</source>
        <translation>fcst</translation>
    </message>
    <message>
        <source>試算</source>
        <translation>Trial</translation>
    </message>
    <message>
        <source>循環</source>
        <translation>Circle</translation>
    </message>
    <message>
        <source>式を確認</source>
        <translation>See formula</translation>
    </message>
    <message numerus="yes">
        <source>%n 要因</source>
        <translation>
            <numerusform>%n factor</numerusform>
            <numerusform>%n factors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n チャネル</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactorsPanel</name>
    <message>
        <source>要因を選ぶ</source>
        <translation>Choose factors</translation>
    </message>
    <message>
        <source>自分で加える…</source>
        <translation>Add my own…</translation>
    </message>
    <message>
        <source>実績とテンプレートを見ています…</source>
        <translation>Looking at actuals and templates…</translation>
    </message>
    <message>
        <source>テンプレートから始め、あとから自由に変えられます。すでにある数式はそのままです。</source>
        <translation>Begin with a template and change it as you like. Formulas there are already stay.</translation>
    </message>
    <message>
        <source>この KGI のためのテンプレートはありません。要因を自分で加えてください。</source>
        <translation>No template is made for this KGI. Add its factors yourself.</translation>
    </message>
    <message>
        <source>実績にあり、ツリーにない指標</source>
        <translation>In the actuals, but not in the tree</translation>
    </message>
    <message>
        <source>ツリーの横に置きます。カードに重ねると数式に入ります。</source>
        <translation>Stands beside the tree. Drop it on a card to put it into a formula.</translation>
    </message>
    <message>
        <source>＋ {name}</source>
        <translation>+ {name}</translation>
    </message>
    <message>
        <source>立ち上げ</source>
        <translation>Launch</translation>
    </message>
    <message>
        <source>成長</source>
        <translation>Growth</translation>
    </message>
    <message>
        <source>成熟</source>
        <translation>Mature</translation>
    </message>
    <message>
        <source>{name}・{phase}&#x3000;{levers} の要因すべてに実績あり</source>
        <translation>{name}, {phase}: all {levers} factors have actuals</translation>
    </message>
    <message>
        <source>{name}・{phase}&#x3000;{levers} の要因のうち {known} に実績あり</source>
        <translation>{name}, {phase}: {known} of {levers} factors have actuals</translation>
    </message>
    <message>
        <source>{name}・{phase}&#x3000;{levers} の要因</source>
        <translation>{name}, {phase}: {levers} factors</translation>
    </message>
</context>
<context>
    <name>FailureBox</name>
    <message>
        <source>予期しないエラーが起きました。プランは最後の操作まで保存されています。</source>
        <translation>Something unexpected happened. The plan is saved up to your last edit.</translation>
    </message>
    <message>
        <source>続けられますが、同じことが起きたら開き直してください。</source>
        <translation>You can go on; if it happens again, open the program anew.</translation>
    </message>
</context>
<context>
    <name>FanLegend</name>
    <message>
        <source>50%・80% の幅</source>
        <translation>50% and 80% ranges</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>探す指標</source>
        <translation>Metric to find</translation>
    </message>
    <message>
        <source>読みや英語でも探せます。Enter でその指標へ移り、F3 で次へ進みます。</source>
        <translation>Found by reading or English name too. Enter goes there, F3 to the next.</translation>
    </message>
    <message>
        <source>指標を探す</source>
        <translation>Find a metric</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>ほかの {count} セルは取り込みます</source>
        <translation>The other {count} cells are imported</translation>
    </message>
    <message>
        <source>保留セル {count}</source>
        <translation>Held cells {count}</translation>
    </message>
    <message>
        <source>ほか {count} 件。取り込みのあと一覧で見られます。</source>
        <translation>{count} more; the list after the import shows them.</translation>
    </message>
    <message>
        <source>確かめること {count}</source>
        <translation>To confirm {count}</translation>
    </message>
    <message>
        <source>新しいメンバー：{names}</source>
        <translation>New members: {names}</translation>
    </message>
    <message>
        <source>名簿にない名前です。</source>
        <translation>Not a name of the team.</translation>
    </message>
    <message>
        <source>プランにないチャネルです。</source>
        <translation>Not a channel of the plan.</translation>
    </message>
    <message>
        <source>新しいメンバーとして追加</source>
        <translation>Add as a new member</translation>
    </message>
    <message>
        <source>新しいチャネルとして追加</source>
        <translation>Add as a new channel</translation>
    </message>
    <message>
        <source>アポを獲得した人の列はどれですか。ほかの列は商談の担当として残します。</source>
        <translation>Which column names who won the appointment? The other is kept as the owner of the deal.</translation>
    </message>
    <message>
        <source>隣の数の累計と同じ動きです。累計なら合計は {total}、別の数として足すと {wrong} になります。</source>
        <translation>It runs like the total of its neighbour. As a running total it comes to {total}; added up as numbers of its own it would be {wrong}.</translation>
    </message>
    <message>
        <source>累計（読まない）</source>
        <translation>Running total (not read)</translation>
    </message>
    <message>
        <source>別の数として読む</source>
        <translation>Read as numbers of its own</translation>
    </message>
    <message>
        <source>直したセル {count}</source>
        <translation>Corrected cells: {count}</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>（空にした）</source>
        <translation>(emptied)</translation>
    </message>
    <message>
        <source>同じ値 {count}</source>
        <translation>the same: {count}</translation>
    </message>
    <message>
        <source>保存済みとの差</source>
        <translation>Difference from what is stored</translation>
    </message>
    <message>
        <source>使わない列：{headers}</source>
        <translation>Columns not used: {headers}</translation>
    </message>
    <message>
        <source>読まない行 {count}</source>
        <translation>Rows not read {count}</translation>
    </message>
    <message>
        <source>{reason}（{count} 行）：{rows}</source>
        <translation>{reason} ({count}): rows {rows}</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>四半期の目標を、届く数字にする</source>
        <translation>Quarterly goals as numbers within reach</translation>
    </message>
    <message>
        <source>先期の実績を読み、KGI を KPI に分け、メンバーごとの目標シートまで。どこから始めますか。</source>
        <translation>From last quarter’s actuals to a KGI, its KPIs and a sheet for each member. Where do you start?</translation>
    </message>
    <message>
        <source>デモプランで試す</source>
        <translation>Try the demo plan</translation>
    </message>
    <message>
        <source>デモプランを開く</source>
        <translation>Open the demo plan</translation>
    </message>
    <message>
        <source>8 人のチーム、先期の実績、今期の半分までが入ったプランを開きます。</source>
        <translation>Opens a plan with a team of eight, last quarter’s actuals and half of this quarter.</translation>
    </message>
    <message>
        <source>何を触っても安全。いつでも元に戻せます</source>
        <translation>Nothing can break; everything can be undone</translation>
    </message>
    <message>
        <source>前期の Excel から始める</source>
        <translation>Start from last quarter’s Excel</translation>
    </message>
    <message>
        <source>ブックを選ぶ…</source>
        <translation>Choose workbooks…</translation>
    </message>
    <message>
        <source>手元の実績ブックを読み取り、基準の率と今期のひな型を作ります。</source>
        <translation>Reads your workbook of actuals and makes baseline rates and a plan for this quarter.</translation>
    </message>
    <message>
        <source>列の意味は自動で読み取り、確かめてから保存</source>
        <translation>Columns are understood, you confirm</translation>
    </message>
    <message>
        <source>読めないセルは止めずに一覧にします</source>
        <translation>Cells that cannot be read are listed</translation>
    </message>
    <message>
        <source>実績なしで作る…</source>
        <translation>Without actuals…</translation>
    </message>
    <message>
        <source>プランを開く</source>
        <translation>Open a plan</translation>
    </message>
    <message>
        <source>開く…</source>
        <translation>Open…</translation>
    </message>
    <message>
        <source>ほかの人から受け取ったプラン（.isplan）や、控えを開きます。</source>
        <translation>Opens a plan (.isplan) you were given, or a copy.</translation>
    </message>
    <message>
        <source>1 ファイルに計画・実績・履歴のすべて</source>
        <translation>One file: plan, actuals, history</translation>
    </message>
    <message>
        <source>Excel・CSV・.isplan を、このウィンドウのどこにでもドロップできます</source>
        <translation>Drop Excel, CSV or .isplan files anywhere on this window</translation>
    </message>
    <message>
        <source>xlsx&#x3000;xlsm&#x3000;xls&#x3000;xlsb&#x3000;ods&#x3000;csv&#x3000;tsv&#x3000;フォルダーごとでも</source>
        <translation>xlsx&#x3000;xlsm&#x3000;xls&#x3000;xlsb&#x3000;ods&#x3000;csv&#x3000;tsv&#x3000;or a folder</translation>
    </message>
    <message>
        <source>データはこのパソコンの中だけで扱い、どこにも送りません</source>
        <translation>Data stay on this computer; nothing is sent anywhere</translation>
    </message>
</context>
<context>
    <name>FoldingSection</name>
    <message>
        <source>{title}を閉じる</source>
        <translation>Close {title}</translation>
    </message>
    <message>
        <source>{title}を開く</source>
        <translation>Open {title}</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>FormulaSection</name>
    <message>
        <source>数式</source>
        <translation>Formula</translation>
    </message>
    <message>
        <source>数式のないレバー</source>
        <translation>A lever, without a formula</translation>
    </message>
    <message>
        <source>チャネルごとに {formula}。その合計です。</source>
        <translation>{formula} in each channel, added up.</translation>
    </message>
    <message>
        <source>{formula} の目標からは {implied} になります。目標は {target} で、差は {difference} です。</source>
        <translation>The targets in {formula} make {implied}. The target is {target}, {difference} off.</translation>
    </message>
    <message>
        <source>✓ ほかの指標の目標から計算した値と同じです。</source>
        <translation>✓ What the other targets make of it.</translation>
    </message>
    <message>
        <source>✓ 単位 {unit}</source>
        <translation>✓ Unit {unit}</translation>
    </message>
    <message>
        <source>件</source>
        <translation>count</translation>
    </message>
</context>
<context>
    <name>FunnelBar</name>
    <message>
        <source>チャネル</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>シナリオ</source>
        <translation>Scenario</translation>
    </message>
    <message>
        <source>いまの設定から新規</source>
        <translation>New from these</translation>
    </message>
    <message>
        <source>いまのレバーの設定を写した、新しいシナリオを作ります。</source>
        <translation>Makes a new scenario with the levers as they are.</translation>
    </message>
    <message>
        <source>比較</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>シナリオを表に並べ、分布を重ねて見ます。</source>
        <translation>Lays scenarios side by side in a table and their distributions over each other.</translation>
    </message>
    <message>
        <source>逆算</source>
        <translation>Solve</translation>
    </message>
    <message>
        <source>KGI の目標から、各レバーに必要な値を求めます。</source>
        <translation>Works out from the KGI&apos;s goal what each lever has to be.</translation>
    </message>
    <message>
        <source>書き出し</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>画像やシナリオの比較を書き出します。</source>
        <translation>Writes the picture or the comparison of scenarios.</translation>
    </message>
    <message>
        <source>全体</source>
        <translation>All</translation>
    </message>
    <message>
        <source>● この設定は、いまの目標と違います。</source>
        <translation>● These settings are not the targets.</translation>
    </message>
</context>
<context>
    <name>FunnelDrawing</name>
    <message>
        <source>目標比</source>
        <translation>vs target</translation>
    </message>
    <message>
        <source>レバーに値を入れるか、実績を取り込むと、
ファネルが出ます。</source>
        <translation>Type values into the levers or import actuals:
then the funnel appears.</translation>
    </message>
    <message>
        <source>基準 {value}</source>
        <translation>Baseline {value}</translation>
    </message>
    <message>
        <source>翌月以降 {share}</source>
        <translation>{share} later</translation>
    </message>
    <message>
        <source>翌月以降 {least}～{most}</source>
        <translation>{least}–{most} later</translation>
    </message>
    <message>
        <source>稼働率 {share}</source>
        <translation>Workload {share}</translation>
    </message>
    <message>
        <source>目標比 {gap}</source>
        <translation>{gap} vs target</translation>
    </message>
</context>
<context>
    <name>FunnelPanel</name>
    <message>
        <source>棒の分け方</source>
        <translation>How bars are split</translation>
    </message>
    <message>
        <source>合計</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>チャネル別</source>
        <translation>By channel</translation>
    </message>
    <message>
        <source>期間…</source>
        <translation>Time…</translation>
    </message>
    <message>
        <source>段階のあいだの期間: 件数が次の段階へ、何か月後に決まるかを入れます。</source>
        <translation>Time between stages: say how many months it takes until a count comes through to the next stage.</translation>
    </message>
    <message>
        <source>効きの測り方</source>
        <translation>How effects are measured</translation>
    </message>
    <message>
        <source>+1pt</source>
        <translation>+1pt</translation>
    </message>
    <message>
        <source>+1%</source>
        <translation>+1%</translation>
    </message>
    <message>
        <source>帯</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>ばらつき</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>内訳</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>割合</source>
        <translation>%</translation>
    </message>
    <message>
        <source>効き</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>チャネル</source>
        <translation>Channels</translation>
    </message>
    <message>
        <source>KGI のばらつきのうち、それぞれのレバーの不確かさから来る割合です。残りは、件数の偶然など、レバーでは決まらない分です。</source>
        <translation>How much of the KGI&apos;s spread comes from not knowing each lever. What is left is luck of small numbers, which no lever decides.</translation>
    </message>
    <message>
        <source>{months} の{count}の実績がないため、その分の持ち込みは 0 件としています。</source>
        <translation>There are no actuals of {count} in {months}, so nothing comes in from there.</translation>
    </message>
    <message>
        <source>・</source>
        <translation>, </translation>
    </message>
    <message>
        <source>ファネル</source>
        <translation>Funnel</translation>
    </message>
    <message>
        <source>点線は基準</source>
        <translation>dashed: baseline</translation>
    </message>
</context>
<context>
    <name>FunnelWorkspace</name>
    <message>
        <source>{count} 回・{unit}</source>
        <translation>{count} runs, {unit}</translation>
    </message>
    <message>
        <source>KGI の分布</source>
        <translation>Distribution of the KGI</translation>
    </message>
    <message>
        <source>月別の累計</source>
        <translation>By month, cumulative</translation>
    </message>
    <message>
        <source>シナリオ比較</source>
        <translation>Scenarios</translation>
    </message>
</context>
<context>
    <name>Ghost</name>
    <message>
        <source>KGI を選ぶ</source>
        <translation>Choose the KGI</translation>
    </message>
    <message>
        <source>KGI を選ぶ（Enter）</source>
        <translation>Choose the KGI (Enter)</translation>
    </message>
    <message>
        <source>テンプレートから始める</source>
        <translation>Begin with a template</translation>
    </message>
</context>
<context>
    <name>GoalDialog</name>
    <message>
        <source>KGI を決める</source>
        <translation>Set the KGI</translation>
    </message>
    <message>
        <source>KGI にする指標</source>
        <translation>KGI metric</translation>
    </message>
    <message>
        <source>KGI にする</source>
        <translation>Set as KGI</translation>
    </message>
</context>
<context>
    <name>GoalForm</name>
    <message>
        <source>決め方</source>
        <translation>How it is set</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>比べる相手</source>
        <translation>Compared with</translation>
    </message>
    <message>
        <source>前の値</source>
        <translation>Earlier value</translation>
    </message>
    <message>
        <source>増減</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>+15%、5%削減</source>
        <translation>+15%, -5%</translation>
    </message>
    <message>
        <source>出どころ</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>例：前年度の決算資料</source>
        <translation>e.g. last year&apos;s accounts</translation>
    </message>
    <message>
        <source>ほかの値</source>
        <translation>Another value</translation>
    </message>
    <message>
        <source>前年同期（{period}）</source>
        <translation>A year before ({period})</translation>
    </message>
    <message>
        <source>前の期間（{period}）</source>
        <translation>Period before ({period})</translation>
    </message>
    <message>
        <source>前年同期の実績</source>
        <translation>Actuals of the same period last year</translation>
    </message>
    <message>
        <source>前の期間の実績</source>
        <translation>Actuals of the period before</translation>
    </message>
    <message>
        <source>値で決める</source>
        <translation>As a value</translation>
    </message>
    <message>
        <source>前と比べて決める</source>
        <translation>Against an earlier one</translation>
    </message>
    <message>
        <source>値と出どころを入れてください。</source>
        <translation>Type the value and where it is from.</translation>
    </message>
    <message>
        <source>実績がありません。値と出どころを入れてください。</source>
        <translation>There are no actuals. Type the value and where it is from.</translation>
    </message>
    <message>
        <source>実績のある {known} か月分を {months} か月に直した値です。</source>
        <translation>From {known} months with actuals, multiplied up to {months}.</translation>
    </message>
    <message>
        <source>実績の合計です。</source>
        <translation>The sum of the actuals.</translation>
    </message>
    <message>
        <source>KGI（{name}）</source>
        <translation>KGI ({name})</translation>
    </message>
    <message>
        <source>狙い</source>
        <translation>What it is for</translation>
    </message>
</context>
<context>
    <name>GoalTreeWorkspace</name>
    <message>
        <source>チャネルの合計</source>
        <translation>Sum of channels</translation>
    </message>
    <message>
        <source>{formula}（チャネルの合計）</source>
        <translation>{formula} (sum of channels)</translation>
    </message>
    <message>
        <source>詳細を表示</source>
        <translation>Show details</translation>
    </message>
    <message>
        <source>次の点検へ</source>
        <translation>Next check</translation>
    </message>
    <message>
        <source>前の点検へ</source>
        <translation>Previous check</translation>
    </message>
    <message>
        <source>アウトラインを絞り込む</source>
        <translation>Filter the outline</translation>
    </message>
    <message>
        <source>次の範囲へ</source>
        <translation>Next scope</translation>
    </message>
    <message>
        <source>前の範囲へ</source>
        <translation>Previous scope</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>ほか {count} 個</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>{count} 個のセルは取り込めませんでした。</source>
        <translation>{count} cells were not taken.</translation>
    </message>
    <message>
        <source>{count} 個のセルが表の外になります。</source>
        <translation>{count} cells would lie outside the table.</translation>
    </message>
    <message>
        <source>入る {count} 個だけを貼り付けますか。</source>
        <translation>Paste only the {count} that fit?</translation>
    </message>
    <message>
        <source>入る分だけ貼り付ける</source>
        <translation>Paste what fits</translation>
    </message>
</context>
<context>
    <name>GrowPanel</name>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>指標の名前（新しい名前も書けます）</source>
        <translation>Name of a metric, known or new</translation>
    </message>
    <message>
        <source>新しい指標にする</source>
        <translation>new metric</translation>
    </message>
    <message>
        <source>加える</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>件</source>
        <translation>number</translation>
    </message>
    <message>
        <source>（このまま加えて、あとで直せます）</source>
        <translation> (Can be added as it is and mended later.)</translation>
    </message>
    <message>
        <source>{name} の要因を加える</source>
        <translation>Add a factor of {name}</translation>
    </message>
    <message>
        <source>{name} の要因を加える（{channels}）</source>
        <translation>Add a factor of {name} ({channels})</translation>
    </message>
    <message>
        <source>KGI を選ぶ</source>
        <translation>Choose the KGI</translation>
    </message>
    <message>
        <source>KGI に直接つながらない指標を加える</source>
        <translation>Add a metric beside the KGI</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>金額</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>時間</source>
        <translation>Duration</translation>
    </message>
    <message>
        <source>率（割り算）</source>
        <translation>Rate (a quotient)</translation>
    </message>
    <message>
        <source>種類</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>単位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>数式</source>
        <translation>Formula</translation>
    </message>
    <message>
        <source>加える（Enter）</source>
        <translation>Add (Enter)</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>やめる（Esc）</source>
        <translation>Cancel (Esc)</translation>
    </message>
</context>
<context>
    <name>GuideStrip</name>
    <message>
        <source>KGI</source>
        <translation>KGI</translation>
    </message>
    <message>
        <source>要因</source>
        <translation>Factors</translation>
    </message>
    <message>
        <source>KPI</source>
        <translation>KPIs</translation>
    </message>
    <message>
        <source>何を、いくらにするかを決めます。</source>
        <translation>Decide what is to be reached, and how much of it.</translation>
    </message>
    <message>
        <source>KGI が何から成り立つかを決めます。</source>
        <translation>Decide what the KGI is made of.</translation>
    </message>
    <message>
        <source>KGI に届く値を逆算し、すべての指標の目標にします。</source>
        <translation>Solve for values that reach the KGI and make them the targets of all metrics.</translation>
    </message>
    <message>
        <source>済み</source>
        <translation>done</translation>
    </message>
    <message>
        <source>まだ</source>
        <translation>to do</translation>
    </message>
    <message>
        <source>手順 {number} {name}：{said}</source>
        <translation>Step {number}, {name}: {said}</translation>
    </message>
    <message>
        <source>{done} / {all} に目標あり</source>
        <translation>{done} / {all} have targets</translation>
    </message>
    <message>
        <source>目標がまだないもの：{names}</source>
        <translation>No target yet: {names}</translation>
    </message>
    <message>
        <source>続ける：{step}</source>
        <translation>Continue: {step}</translation>
    </message>
    <message>
        <source>続ける</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Hand</name>
    <message>
        <source>指標を探す</source>
        <translation>Find a metric</translation>
    </message>
    <message>
        <source>次に見つかる指標へ</source>
        <translation>Find next</translation>
    </message>
    <message>
        <source>前に見つかる指標へ</source>
        <translation>Find previous</translation>
    </message>
    <message>
        <source>ツリー、詳細、ツールバーを行き来する</source>
        <translation>Go from the tree to the details to the tool bar</translation>
    </message>
    <message>
        <source>ツールバー、詳細、ツリーを行き来する</source>
        <translation>Go from the tool bar to the details to the tree</translation>
    </message>
    <message>
        <source>{name}&#x3000;KGI：{kgi}</source>
        <translation>{name} (KGI: {kgi})</translation>
    </message>
</context>
<context>
    <name>HeadcountGrid</name>
    <message>
        <source>採用と退職</source>
        <translation>Hires and leavers</translation>
    </message>
    <message>
        <source>種類</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>採用</source>
        <translation>Hire</translation>
    </message>
    <message>
        <source>退職</source>
        <translation>Leaver</translation>
    </message>
    <message>
        <source>人数・メンバー</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>いつから</source>
        <translation>From</translation>
    </message>
    <message>
        <source>この月（日）から在籍します。</source>
        <translation>There from this month (day) on.</translation>
    </message>
    <message>
        <source>この月（日）から不在です。</source>
        <translation>Gone from this month (day) on.</translation>
    </message>
    <message>
        <source>立ち上がり</source>
        <translation>Ramp</translation>
    </message>
    <message>
        <source>初月から全量</source>
        <translation>full at once</translation>
    </message>
    <message>
        <source>入社からの月ごとの仕事量。50%, 75% なら初月は半分、翌月は 4 分の 3、その後は全量です。</source>
        <translation>Share of a full load by months since joining: 50%, 75% is half in the first month, three quarters in the next, then full.</translation>
    </message>
    <message>
        <source>退職に立ち上がりはありません。</source>
        <translation>A leaver has no ramp.</translation>
    </message>
    <message>
        <source>{people} 人</source>
        <translation>{people}</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>レバーに値がそろうと、分布が出ます。</source>
        <translation>The distribution appears once the levers have values.</translation>
    </message>
    <message>
        <source>目標 {value}</source>
        <translation>Target {value}</translation>
    </message>
    <message>
        <source>これより右</source>
        <translation>Right of it</translation>
    </message>
    <message>
        <source>これより左</source>
        <translation>Left of it</translation>
    </message>
</context>
<context>
    <name>ImportFoot</name>
    <message>
        <source>いつでも 1 回の「元に戻す」で取り消せます。取り込むまで何も保存されません。</source>
        <translation>One undo takes it back at any time. Nothing is stored before the import.</translation>
    </message>
    <message>
        <source>取り消し  Esc</source>
        <translation>Cancel  Esc</translation>
    </message>
    <message>
        <source>戻る</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>プランは何も変わっていません。</source>
        <translation>The plan is unchanged.</translation>
    </message>
    <message>
        <source>{count} セルを取り込む</source>
        <translation>Import {count} cells</translation>
    </message>
    <message>
        <source>{count} セルを確認へ</source>
        <translation>Review {count} cells</translation>
    </message>
    <message>
        <source>新規 {count}</source>
        <translation>{count} new</translation>
    </message>
    <message>
        <source>更新 {count}</source>
        <translation>{count} updated</translation>
    </message>
    <message>
        <source>訂正 {count}</source>
        <translation>{count} corrected</translation>
    </message>
    <message>
        <source>同じ {count}</source>
        <translation>{count} the same</translation>
    </message>
    <message>
        <source>読まない行 {count}</source>
        <translation>Rows not read: {count}</translation>
    </message>
    <message>
        <source>計算で出す率 {count}</source>
        <translation>Derived rates: {count}</translation>
    </message>
    <message>
        <source>保留 {count}</source>
        <translation>Held: {count}</translation>
    </message>
    <message>
        <source>（{parts}）</source>
        <translation> ({parts})</translation>
    </message>
    <message>
        <source>取り込むと 数値 {facts} セル{inside}&#x3000;{more}</source>
        <translation>Would store {facts} cells{inside}   {more}</translation>
    </message>
</context>
<context>
    <name>ImportHead</name>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>読み取り</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>対応づけ</source>
        <translation>Match</translation>
    </message>
    <message>
        <source>確認</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>取り込み</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>新しい名前は保留にする</source>
        <translation>Hold new names</translation>
    </message>
    <message>
        <source>足りない期間</source>
        <translation>Missing period</translation>
    </message>
    <message>
        <source>シートのとおり</source>
        <translation>As the sheet says</translation>
    </message>
    <message>
        <source>実績の取り込み</source>
        <translation>Import actuals</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>{files} を取り込んでいます</source>
        <translation>Importing {files}</translation>
    </message>
    <message>
        <source>{files} を読んでいます</source>
        <translation>Reading {files}</translation>
    </message>
    <message>
        <source>読めませんでした</source>
        <translation>It could not be read</translation>
    </message>
    <message>
        <source>ほかのファイルを選ぶ…</source>
        <translation>Choose other files…</translation>
    </message>
    <message>
        <source>ひな型「{name}」を更新</source>
        <translation>Update the template &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>ひな型「{name}」として保存</source>
        <translation>Keep as the template &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>直した値や読み方を捨てて、取り込みをやめますか。</source>
        <translation>Drop your corrections and cancel the import?</translation>
    </message>
    <message>
        <source>プランには何も保存されていません。</source>
        <translation>Nothing has been stored in the plan.</translation>
    </message>
    <message>
        <source>取り込みをやめる</source>
        <translation>Cancel the import</translation>
    </message>
    <message>
        <source>続ける</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>InfluenceRow</name>
    <message>
        <source>影響を消す</source>
        <translation>Remove the influence</translation>
    </message>
</context>
<context>
    <name>InfluencesSection</name>
    <message>
        <source>影響</source>
        <translation>Influences</translation>
    </message>
    <message>
        <source>影響する先</source>
        <translation>What it influences</translation>
    </message>
    <message>
        <source>そう考える理由</source>
        <translation>Why you think so</translation>
    </message>
    <message>
        <source>記録する</source>
        <translation>Note it</translation>
    </message>
    <message>
        <source>計算には入らない「効いている」関係です。ツリーには点線で描かれます。</source>
        <translation>What drives what beside all arithmetic. The tree draws it dashed.</translation>
    </message>
    <message>
        <source>影響&#x3000;{count}</source>
        <translation>Influences  {count}</translation>
    </message>
    <message>
        <source>影響する先を選ぶ</source>
        <translation>Choose what it influences</translation>
    </message>
</context>
<context>
    <name>JudgementLine</name>
    <message>
        <source>判断による</source>
        <translation>by judgement</translation>
    </message>
    <message>
        <source>低め</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>見込み</source>
        <translation>Likely</translation>
    </message>
    <message>
        <source>高め</source>
        <translation>High</translation>
    </message>
    <message>
        <source>確実</source>
        <translation>Certain</translation>
    </message>
    <message>
        <source>ぶれがなく、必ずこの値になるとします。</source>
        <translation>It will be just this, without any spread.</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>判断を消し、実績から出した幅に戻します。</source>
        <translation>Drops the judgement: the range comes from actuals again.</translation>
    </message>
</context>
<context>
    <name>Landings</name>
    <message>
        <source>件</source>
        <translation>number</translation>
    </message>
    <message>
        <source>{name} ＝ {formula}&#x3000;（単位 {unit}）</source>
        <translation>{name} = {formula}   (unit {unit})</translation>
    </message>
    <message>
        <source>［{name}］</source>
        <translation>[{name}]</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>線の太さ＝KGI の弾力性</source>
        <translation>line width = elasticity of the KGI</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>着地見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>選んだ指標から KGI への道</source>
        <translation>path to the KGI</translation>
    </message>
    <message>
        <source>影響</source>
        <translation>influence</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>読み替え</source>
        <translation>Read otherwise</translation>
    </message>
    <message>
        <source>読まない行（表題・合計・注記）</source>
        <translation>Rows not read (titles, totals, notes)</translation>
    </message>
    <message>
        <source>斜体は部品から計算される率（保存しません）</source>
        <translation>Italics: derived rates (not stored)</translation>
    </message>
    <message>
        <source>見出し行 {rows}</source>
        <translation>Header rows {rows}</translation>
    </message>
    <message>
        <source>見出し行</source>
        <translation>Header rows</translation>
    </message>
</context>
<context>
    <name>LeverName</name>
    <message>
        <source>帯の外</source>
        <translation>Outside</translation>
    </message>
    <message>
        <source>実績から見て、届くことの多い範囲（P10–P90）の外です。</source>
        <translation>Outside the range that actuals say is usually reached (P10–P90).</translation>
    </message>
    <message>
        <source>基準比 {gap}</source>
        <translation>{gap} vs baseline</translation>
    </message>
    <message>
        <source>基準がありません</source>
        <translation>No baseline</translation>
    </message>
    <message>
        <source>{lever} に値がないため出ません</source>
        <translation>No value: {lever} has none</translation>
    </message>
    <message>
        <source>チャネルの値が不足</source>
        <translation>A channel lacks one</translation>
    </message>
    <message>
        <source>実績がありません。値を入れてください</source>
        <translation>No actuals: enter a value</translation>
    </message>
    <message>
        <source>値を入れてください</source>
        <translation>Enter a value</translation>
    </message>
</context>
<context>
    <name>LeverPanel</name>
    <message>
        <source>基準に戻す</source>
        <translation>To baseline</translation>
    </message>
    <message>
        <source>このタブのレバーをすべて基準（実績から出した値）に戻します。</source>
        <translation>Puts all levers of this tab back to their baseline, which the actuals give.</translation>
    </message>
    <message>
        <source>チャネル別の実績がないため、ファネル全体で計算しています</source>
        <translation>No actuals by channel: the funnel as a whole</translation>
    </message>
    <message>
        <source>全体を動かすと各チャネルが同じ幅（ロジット）だけ動きます</source>
        <translation>Channels follow by the same (logit) step</translation>
    </message>
    <message>
        <source>このチャネルだけが動きます</source>
        <translation>Only this channel moves</translation>
    </message>
    <message>
        <source>{node}を {volume} × {rate} に分ける</source>
        <translation>Take {node} apart: {volume} × {rate}</translation>
    </message>
    <message>
        <source>実績がなければ、値か、低め・見込み・高めを入れるまで見込みは出ません。1 回で元に戻せます。</source>
        <translation>Without actuals there is no projection until you enter values, or low, likely and high. One undo takes it back.</translation>
    </message>
    <message>
        <source>すべて表示</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>ピン留めだけ</source>
        <translation>Pinned only</translation>
    </message>
    <message>
        <source>レバー</source>
        <translation>Levers</translation>
    </message>
</context>
<context>
    <name>LeverRow</name>
    <message>
        <source>{name}を固定</source>
        <translation>Lock {name}</translation>
    </message>
    <message>
        <source>{name}をピン留め</source>
        <translation>Pin {name}</translation>
    </message>
    <message>
        <source>ピン留めしたレバーだけを表示できます（P）。</source>
        <translation>The pinned levers can be shown alone (P).</translation>
    </message>
    <message>
        <source>固定を外します（L）。</source>
        <translation>Unlock it (L).</translation>
    </message>
    <message>
        <source>動かさず、逆算でもそのままにします（L）。</source>
        <translation>Keep it as it is, when solving too (L).</translation>
    </message>
    <message>
        <source>{name}は固定されています。固定を外して、入れた値にしますか。</source>
        <translation>{name} is locked. Unlock it and set the value you typed?</translation>
    </message>
    <message>
        <source>固定を外す</source>
        <translation>Unlock</translation>
    </message>
</context>
<context>
    <name>LifeSection</name>
    <message>
        <source>この数字の履歴</source>
        <translation>Life of this number</translation>
    </message>
    <message>
        <source>まだ何も変えていません。</source>
        <translation>Nothing has been changed yet.</translation>
    </message>
    <message>
        <source>すべて（{count}）</source>
        <translation>All ({count})</translation>
    </message>
</context>
<context>
    <name>LifeWords</name>
    <message>
        <source>実績の取り込み（{file}）</source>
        <translation>Actuals imported ({file})</translation>
    </message>
    <message>
        <source>チーム</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>（{who} {days}）</source>
        <translation> ({who} {days})</translation>
    </message>
    <message>
        <source>（{who}）</source>
        <translation> ({who})</translation>
    </message>
    <message>
        <source>なし</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{value} に固定</source>
        <translation>fixed at {value}</translation>
    </message>
    <message>
        <source>{likely}（{low}–{high}）</source>
        <translation>{likely} ({low}–{high})</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>努力目標</source>
        <translation>Aim</translation>
    </message>
    <message>
        <source>目標の版</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>分け方</source>
        <translation>Way of sharing</translation>
    </message>
    <message>
        <source>上乗せ率</source>
        <translation>Markup</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>Fixed</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>見立て</source>
        <translation>Judgement</translation>
    </message>
    <message>
        <source>範囲</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>数式</source>
        <translation>Formula</translation>
    </message>
    <message>
        <source>優先度</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>担当</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>定義</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>計上条件</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>出どころ</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>単位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>合意</source>
        <translation>Agreement</translation>
    </message>
    <message>
        <source>KGI の目標</source>
        <translation>KGI goal</translation>
    </message>
    <message>
        <source>案</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Proposed</translation>
    </message>
    <message>
        <source>確定</source>
        <translation>Final</translation>
    </message>
    <message>
        <source>均等</source>
        <translation>Evenly</translation>
    </message>
    <message>
        <source>営業日</source>
        <translation>Business days</translation>
    </message>
    <message>
        <source>前期実績</source>
        <translation>Last period</translation>
    </message>
    <message>
        <source>前年同期</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>本人の率</source>
        <translation>Own rates</translation>
    </message>
    <message>
        <source>独自の比率</source>
        <translation>Own weights</translation>
    </message>
    <message>
        <source>同じ確率</source>
        <translation>Equal chance</translation>
    </message>
</context>
<context>
    <name>LimitsSection</name>
    <message>
        <source>範囲とばらつき</source>
        <translation>Limits and chance</translation>
    </message>
    <message>
        <source>ばらつき</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>実績から</source>
        <translation>Actuals</translation>
    </message>
    <message>
        <source>見立て</source>
        <translation>Judgement</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>Fixed</translation>
    </message>
    <message>
        <source>ばらつきは、もとのレバー（チャネルごとの値）で決めます。範囲は逆算で守られます。</source>
        <translation>Chance is set at its levers, channel by channel. Solving keeps within the limits.</translation>
    </message>
    <message>
        <source>実績の月ごとの動きから見積もります。範囲は逆算で守られます。</source>
        <translation>Estimated from how its months varied. Solving keeps within the limits.</translation>
    </message>
    <message>
        <source>値はばらつかないものとして試算します。</source>
        <translation>Simulated as if it were certain.</translation>
    </message>
    <message>
        <source>10 回に 1 回は低めを下回り、10 回に 1 回は高めを上回るものとして試算します。</source>
        <translation>Simulated as below low one time in ten, and above high one time in ten.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>（読み取り専用）</source>
        <translation> (read-only)</translation>
    </message>
</context>
<context>
    <name>Manual</name>
    <message>
        <source>使い方</source>
        <translation>How to use isplanner</translation>
    </message>
    <message>
        <source>ページ</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>計算のしくみ</source>
        <translation>How the numbers are worked out</translation>
    </message>
</context>
<context>
    <name>MemberTable</name>
    <message>
        <source>メンバーの稼働</source>
        <translation>Capacity of members</translation>
    </message>
    <message>
        <source>メンバー</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>稼働</source>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>入社日</source>
        <translation>Joined</translation>
    </message>
    <message>
        <source>離任日</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>この日からはいません</source>
        <translation>No longer there from this day on</translation>
    </message>
    <message>
        <source>立ち上がり</source>
        <translation>Ramp</translation>
    </message>
    <message>
        <source>入社した月からの割合。例: 0.5, 0.75（1 か月目は半分、2 か月目は 4 分の 3）</source>
        <translation>Shares of a full load from the month of joining, as 0.5, 0.75 (half in the first month, three quarters in the second)</translation>
    </message>
    <message>
        <source>チーム</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>異動は日付つきで。例: 東京 → 大阪 11/16</source>
        <translation>With a day for each move: Tokyo → Osaka 11/16</translation>
    </message>
    <message>
        <source>重み</source>
        <translation>Weight</translation>
    </message>
</context>
<context>
    <name>MendWords</name>
    <message>
        <source>{value} に直す</source>
        <translation>Set to {value}</translation>
    </message>
    <message>
        <source>{day} に直す</source>
        <translation>Set to {day}</translation>
    </message>
    <message>
        <source>数式を直す</source>
        <translation>Mend the formula</translation>
    </message>
    <message>
        <source>定義を書く</source>
        <translation>Write it</translation>
    </message>
    <message>
        <source>単位を決める</source>
        <translation>Give a unit</translation>
    </message>
    <message>
        <source>出どころを書く</source>
        <translation>Say where from</translation>
    </message>
    <message>
        <source>担当を決める</source>
        <translation>Name an owner</translation>
    </message>
    <message>
        <source>順番を付ける</source>
        <translation>Number them</translation>
    </message>
    <message>
        <source>影響を書く</source>
        <translation>Note an influence</translation>
    </message>
    <message>
        <source>コメントを書く</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>取り込む</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>担当をまとめて決める</source>
        <translation>Name one for all</translation>
    </message>
    <message>
        <source>まとめて書く</source>
        <translation>Write all</translation>
    </message>
    <message>
        <source>まとめて順番を付ける</source>
        <translation>Number all</translation>
    </message>
    <message>
        <source>まとめて直す</source>
        <translation>Mend all</translation>
    </message>
    <message>
        <source>計算できない数式</source>
        <translation>Formulas that cannot be worked out</translation>
    </message>
    <message>
        <source>達成確率が低い目標</source>
        <translation>Unlikely targets</translation>
    </message>
    <message>
        <source>期限が期間の外</source>
        <translation>Due outside the period</translation>
    </message>
    <message>
        <source>優先順位がない</source>
        <translation>Without priority</translation>
    </message>
    <message>
        <source>優先順位が重なる</source>
        <translation>Same priority</translation>
    </message>
    <message>
        <source>担当する KPI が多すぎる</source>
        <translation>Too many KPIs for one</translation>
    </message>
    <message>
        <source>KGI にほとんど効かない</source>
        <translation>Hardly moves the KGI</translation>
    </message>
    <message>
        <source>容易すぎる目標</source>
        <translation>Targets that are too easy</translation>
    </message>
    <message>
        <source>届きにくい目標を持つメンバーがいる</source>
        <translation>Unlikely targets of members</translation>
    </message>
    <message>
        <source>容易すぎる目標を持つメンバーがいる</source>
        <translation>Easy targets of members</translation>
    </message>
    <message>
        <source>停滞している</source>
        <translation>Stagnating</translation>
    </message>
    <message>
        <source>全員が伸び悩んでいる</source>
        <translation>Everybody stalls</translation>
    </message>
    <message>
        <source>一部のメンバーが伸び悩んでいる</source>
        <translation>Some members stall</translation>
    </message>
    <message>
        <source>量が増えて質が落ちている</source>
        <translation>More volume, less quality</translation>
    </message>
    <message>
        <source>実績が大きく伸びている</source>
        <translation>Grown far beyond its base</translation>
    </message>
    <message>
        <source>未達が続いている</source>
        <translation>Missed again and again</translation>
    </message>
    <message>
        <source>水準が変わっている</source>
        <translation>Its level has changed</translation>
    </message>
    <message>
        <source>そのほか</source>
        <translation>Others</translation>
    </message>
    <message>
        <source>{words}（{count}）</source>
        <translation>{words} ({count})</translation>
    </message>
    <message>
        <source>確率 {chance}</source>
        <translation>{chance}</translation>
    </message>
    <message>
        <source>期限 {day} は期間の外</source>
        <translation>Due {day}, outside the period</translation>
    </message>
    <message>
        <source>定義がない</source>
        <translation>No definition</translation>
    </message>
    <message>
        <source>担当がいない</source>
        <translation>No owner</translation>
    </message>
    <message>
        <source>単位がない</source>
        <translation>No unit</translation>
    </message>
    <message>
        <source>実績の出どころがない</source>
        <translation>No source</translation>
    </message>
    <message>
        <source>実績がない</source>
        <translation>No actuals</translation>
    </message>
    <message>
        <source>KGI につながらない</source>
        <translation>Unrelated to the KGI</translation>
    </message>
</context>
<context>
    <name>Mender</name>
    <message>
        <source>自分で書く…</source>
        <translation>Write it…</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>全体図</source>
        <translation>Overview</translation>
    </message>
</context>
<context>
    <name>MonthChart</name>
    <message>
        <source>目標 {value}</source>
        <translation>Target {value}</translation>
    </message>
    <message>
        <source>見込み {value}</source>
        <translation>Projected {value}</translation>
    </message>
</context>
<context>
    <name>MonthsGrid</name>
    <message>
        <source>月ごとの人員</source>
        <translation>People by month</translation>
    </message>
    <message>
        <source>採用と退職から計算した値です。</source>
        <translation>Worked out from hires and leavers.</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>プラン</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>人員</source>
        <translation>People</translation>
    </message>
    <message>
        <source>人日</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>架電数</source>
        <translation>Dials</translation>
    </message>
    <message>
        <source>プランのメンバーだけの、フルタイム換算の人数です。</source>
        <translation>The plan&apos;s own members, as full-time people.</translation>
    </message>
    <message>
        <source>このシナリオの、フルタイム換算の人数です。</source>
        <translation>This scenario&apos;s people, as full-time ones.</translation>
    </message>
    <message>
        <source>このシナリオの人数 × 営業日です。</source>
        <translation>This scenario&apos;s people × business days.</translation>
    </message>
    <message>
        <source>この人員でできる架電数です。残り期間では、月の行は実績を含み、「残り」の行は含みません。</source>
        <translation>The dials these people can place; of a remaining period months hold what is done, the row Rest does not.</translation>
    </message>
    <message>
        <source>残り</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
</context>
<context>
    <name>NewPlanDialog</name>
    <message>
        <source>新しいプラン</source>
        <translation>New plan</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>あとから変えられます。空のままでも作れます。</source>
        <translation>Can be changed later, or left empty.</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>読むブック</source>
        <translation>Workbooks</translation>
    </message>
    <message>
        <source>作って取り込みへ</source>
        <translation>Make it and import</translation>
    </message>
    <message>
        <source>プランを作る</source>
        <translation>Make the plan</translation>
    </message>
    <message>
        <source>変更…</source>
        <translation>Change…</translation>
    </message>
</context>
<context>
    <name>NodeLists</name>
    <message>
        <source>KPI</source>
        <translation>KPIs</translation>
    </message>
    <message>
        <source>チャネル</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>KPI と目標</source>
        <translation>KPIs and targets</translation>
    </message>
    <message>
        <source>全チャネル</source>
        <translation>All channels</translation>
    </message>
    <message>
        <source>{name}（{unit}）</source>
        <translation>{name} ({unit})</translation>
    </message>
</context>
<context>
    <name>NodeMenu</name>
    <message>
        <source>固定を外す</source>
        <translation>Let it vary again</translation>
    </message>
    <message>
        <source>今の値に固定する</source>
        <translation>Fix it where it is</translation>
    </message>
    <message>
        <source>目標を入力</source>
        <translation>Type the target</translation>
    </message>
    <message>
        <source>値を動かしてみる</source>
        <translation>Try another value</translation>
    </message>
    <message>
        <source>数式を編集</source>
        <translation>Edit the formula</translation>
    </message>
    <message>
        <source>数式を外してレバーにする</source>
        <translation>Drop the formula: a lever</translation>
    </message>
    <message>
        <source>この指標を KGI にする</source>
        <translation>Make this the KGI</translation>
    </message>
    <message>
        <source>数値の出どころ</source>
        <translation>Where the number comes from</translation>
    </message>
    <message>
        <source>要因を加える…</source>
        <translation>Add a factor…</translation>
    </message>
    <message>
        <source>並びに加える…</source>
        <translation>Add beside it…</translation>
    </message>
    <message>
        <source>動かす</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>前へ</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>後ろへ</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>前の指標の要因にする</source>
        <translation>Into the one before</translation>
    </message>
    <message>
        <source>一段上へ</source>
        <translation>One level out</translation>
    </message>
    <message>
        <source>チャネルに分ける</source>
        <translation>Split by channel</translation>
    </message>
    <message>
        <source>切り取り</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>コピー</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>貼り付け</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>逆算：KGI に届く値</source>
        <translation>Solve: what reaches the KGI</translation>
    </message>
    <message>
        <source>影響する指標を選ぶ…</source>
        <translation>Choose a driver…</translation>
    </message>
    <message>
        <source>影響を消す</source>
        <translation>Drop a driver</translation>
    </message>
    <message>
        <source>開く／閉じる</source>
        <translation>Fold or unfold</translation>
    </message>
    <message>
        <source>すべて開く</source>
        <translation>Open all</translation>
    </message>
    <message>
        <source>すべて閉じる</source>
        <translation>Close all</translation>
    </message>
    <message>
        <source>ツリーから外す</source>
        <translation>Take out of the tree</translation>
    </message>
</context>
<context>
    <name>NodePanel</name>
    <message>
        <source>指標の名前</source>
        <translation>Name of a metric</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>{least} から {most} までの値を入れてください。</source>
        <translation>Enter a value from {least} to {most}.</translation>
    </message>
    <message>
        <source>{least} 以上の値を入れてください。</source>
        <translation>Enter {least} or more.</translation>
    </message>
</context>
<context>
    <name>NumbersSection</name>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>着地見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>優先度</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>KGIへの影響</source>
        <translation>KGI impact</translation>
    </message>
    <message>
        <source>値（{scenario}）&#x3000;{value}</source>
        <translation>Value ({scenario})  {value}</translation>
    </message>
    <message>
        <source>実績を取り込むと、着地見込みが出ます。</source>
        <translation>Import actuals to see a forecast.</translation>
    </message>
    <message>
        <source>KGI の計算に入っていないか、目標か実績がありません。</source>
        <translation>The KGI is not made of it, or targets or actuals are missing.</translation>
    </message>
    <message>
        <source>目標と着地見込みの差のうち、この指標による分です（{exact}）。</source>
        <translation>What of the gap between target and forecast is its own ({exact}).</translation>
    </message>
    <message>
        <source>目標との差</source>
        <translation>Gap to target</translation>
    </message>
    <message>
        <source>基準から目標まで</source>
        <translation>From baseline to target</translation>
    </message>
</context>
<context>
    <name>OpenField</name>
    <message>
        <source>計画期間より前の実績があれば、この数は使わず実績から持ち込みます。</source>
        <translation>Where there are actuals of the months before, they come in and this number is not used.</translation>
    </message>
    <message>
        <source>実績がないときに入れます</source>
        <translation>for what has no actuals</translation>
    </message>
    <message>
        <source>期首に結果待ちの{count}</source>
        <translation>{count} open at the start</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>目標ツリーのアウトライン</source>
        <translation>Outline of the goal tree</translation>
    </message>
    <message>
        <source>絞り込み</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>名前・読み・チャネルで絞り込み（Ctrl+Shift+L）</source>
        <translation>Filter by name, reading or channel (Ctrl+Shift+L)</translation>
    </message>
    <message>
        <source>アウトラインを絞り込む</source>
        <translation>Filter the outline</translation>
    </message>
</context>
<context>
    <name>OutlineWords</name>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>数式</source>
        <translation>Formula</translation>
    </message>
    <message>
        <source>優先度</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>指標の名前はここでは変えられません。</source>
        <translation>A metric’s name cannot be changed here.</translation>
    </message>
    <message>
        <source>基準は取り込んだ実績から計算されます。</source>
        <translation>The baseline is worked out from the actuals imported.</translation>
    </message>
    <message>
        <source>目標との差</source>
        <translation>Gap to target</translation>
    </message>
    <message>
        <source>担当</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>値は数式で決まります。数式のないレバーの値を入れてください。</source>
        <translation>The value follows from the formula. Type the value of a lever, which has none.</translation>
    </message>
    <message>
        <source>着地見込みは実績とここまでのペースから計算されます。</source>
        <translation>The forecast is worked out from the actuals and the pace so far.</translation>
    </message>
    <message>
        <source>差は着地見込みと目標から計算されます。</source>
        <translation>The gap follows from forecast and target.</translation>
    </message>
    <message>
        <source>着地見込み − 目標（見込みがまだなければシナリオの値 − 目標）</source>
        <translation>Forecast − target (scenario value − target while there is no forecast)</translation>
    </message>
    <message>
        <source>この指標は別の行に全体があります。そこで変えてください。</source>
        <translation>This metric stands in full on another row. Change it there.</translation>
    </message>
    <message>
        <source>レバー</source>
        <translation>Lever</translation>
    </message>
    <message>
        <source>{name} ↗ 参照</source>
        <translation>{name} ↗ see there</translation>
    </message>
    <message>
        <source>{name}のチャネル別（{count}）</source>
        <translation>{name} by channel ({count})</translation>
    </message>
    <message>
        <source>KGI に直接つながらない指標</source>
        <translation>Metrics not part of the KGI</translation>
    </message>
    <message>
        <source>この行は見出しです。</source>
        <translation>This row is a heading.</translation>
    </message>
    <message>
        <source>KGI は優先度なしでいつも先頭です。</source>
        <translation>The KGI always comes first, without a priority.</translation>
    </message>
    <message>
        <source>優先度は全体の指標につけます。</source>
        <translation>Priorities belong to the metrics of the whole plan.</translation>
    </message>
</context>
<context>
    <name>OutlookCells</name>
    <message>
        <source>着地見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>見込みの幅と目標</source>
        <translation>Range and goal</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>目標との差</source>
        <translation>Gap to target</translation>
    </message>
    <message>
        <source>KGI を決めると、着地見込みが出ます。</source>
        <translation>Set the KGI to see where it is going.</translation>
    </message>
    <message>
        <source>着地見込み（{day} 時点）</source>
        <translation>Forecast ({day})</translation>
    </message>
    <message>
        <source>KGI と前期の実績がそろうと、着地見込みが出ます。</source>
        <translation>The forecast needs the KGI and actuals of the base period.</translation>
    </message>
    <message>
        <source>見込みの幅と目標（{unit}）</source>
        <translation>Range and goal ({unit})</translation>
    </message>
    <message>
        <source>目標比 {share}%</source>
        <translation>{share}% of the goal</translation>
    </message>
    <message>
        <source>{aim} に届く確率</source>
        <translation>to reach {aim}</translation>
    </message>
</context>
<context>
    <name>OverlayChoice</name>
    <message>
        <source>重ねる</source>
        <translation>Overlay</translation>
    </message>
    <message>
        <source>KGI の分布に重ねて描くシナリオを、3 つまで選びます。</source>
        <translation>Choose up to three scenarios to draw over the distribution of the KGI.</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>まだ取り込みがありません</source>
        <translation>Nothing imported yet</translation>
    </message>
    <message>
        <source>実績を取り込む…</source>
        <translation>Import actuals…</translation>
    </message>
    <message>
        <source>優先する</source>
        <translation>Prefer</translation>
    </message>
    <message>
        <source>数値を見る</source>
        <translation>Show numbers</translation>
    </message>
    <message>
        <source>重なりを見る</source>
        <translation>Show overlaps</translation>
    </message>
    <message>
        <source>複数の取り込みが同じ指標と月を伝えるところを並べ、どれを使うかを選びます。</source>
        <translation>Lists where several imports tell of the same metric and month, to choose which one is used.</translation>
    </message>
    <message>
        <source>使わない</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>選んだセルを数えずに片づけます。1 回で元に戻せます。</source>
        <translation>Settles the selected cells without counting them. One undo takes it back.</translation>
    </message>
    <message>
        <source>同じ数が複数の取り込みにあるとき、新しいものよりこの取り込みを使います。</source>
        <translation>Where several imports say the same number, this one goes before newer ones.</translation>
    </message>
    <message>
        <source>保留セル {count}</source>
        <translation>Held cells {count}</translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>また使う</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>この取り込みの数を使わないようにします。置き換えられていた数がまた使われます。</source>
        <translation>Stops using the numbers of this import. What it had replaced is used again.</translation>
    </message>
    <message>
        <source>取り消した取り込みの数をまた使います。</source>
        <translation>Uses the numbers of an import that was taken back again.</translation>
    </message>
    <message>
        <source>KPI シートを書き出す…</source>
        <translation>Export KPI sheets…</translation>
    </message>
    <message>
        <source>取り込んだデータ</source>
        <translation>Imported data</translation>
    </message>
    <message>
        <source>中身を書き直して Enter</source>
        <translation>Write it anew and press Enter</translation>
    </message>
    <message>
        <source>取り込みの一覧</source>
        <translation>Imports</translation>
    </message>
    <message>
        <source>前期の実績を読むと、基準の率が決まります。
ファイルのドロップも、表の貼り付け（Ctrl+V）もできます。</source>
        <translation>Last period&apos;s actuals give the base rates.
Files can be dropped here too, and a copied table pasted (Ctrl+V).</translation>
    </message>
    <message>
        <source>保留セル</source>
        <translation>Held cells</translation>
    </message>
</context>
<context>
    <name>PeopleLine</name>
    <message>
        <source>人員…</source>
        <translation>People…</translation>
    </message>
    <message>
        <source>このシナリオの採用と退職を決め、その人員でできる架電数を見ます。</source>
        <translation>Set whom this scenario hires and who leaves, and see how many dials these people can place.</translation>
    </message>
    <message>
        <source>人員 —（メンバーの実績がありません）</source>
        <translation>People — (no actuals by member)</translation>
    </message>
    <message>
        <source>人員 {people} 人分</source>
        <translation>{people} people</translation>
    </message>
    <message>
        <source>人員 {planned} → {people} 人分（{changes}）</source>
        <translation>{planned} → {people} people ({changes})</translation>
    </message>
    <message>
        <source>架電 {most} 件まで</source>
        <translation>up to {most} dials</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>閉じる&#x3000;Esc</source>
        <translation>Close  Esc</translation>
    </message>
    <message>
        <source>採用も退職もありません</source>
        <translation>Nobody is hired, nobody leaves</translation>
    </message>
    <message>
        <source>プランのメンバーのままです。
採用か退職を追加すると、
できる架電数がどう変わるか分かります。</source>
        <translation>The team is that of the plan.
Add a hire or a leaver
to see how many dials it can make.</translation>
    </message>
    <message>
        <source>採用を追加</source>
        <translation>Add hire</translation>
    </message>
    <message>
        <source>退職を追加</source>
        <translation>Add leaver</translation>
    </message>
    <message>
        <source>選んだ行を消す</source>
        <translation>Remove rows</translation>
    </message>
    <message>
        <source>プランに戻す</source>
        <translation>As in the plan</translation>
    </message>
    <message>
        <source>採用と退職をすべて消し、プランのメンバーのままにします。</source>
        <translation>Takes all hires and leavers away: the plan&apos;s members as they are.</translation>
    </message>
    <message>
        <source>架電数を、この人員でできる件数にします。チャネルは同じ割合で動き、1 回で元に戻せます。</source>
        <translation>Sets dials to what these people can place, all channels in proportion. One undo takes it back.</translation>
    </message>
    <message>
        <source>「{name}」の人員</source>
        <translation>People of “{name}”</translation>
    </message>
    <message>
        <source>架電数を {most} 件に合わせる</source>
        <translation>Set dials to {most}</translation>
    </message>
    <message>
        <source>1 人が 1 日に何件できるか分かりません。基準期間の、メンバーごとの架電数の実績を取り込んでください。</source>
        <translation>Nothing says what one person does a day. Import the dials of the base period by member.</translation>
    </message>
    <message>
        <source>1 人 1 日 {pace} 件（基準期間の実績）で計算しています。</source>
        <translation>At {pace} dials a person-day, as in the base period.</translation>
    </message>
    <message>
        <source>設定は、この人員でできる件数を {over} 件超えます。</source>
        <translation>The setting is {over} dials more than these people can place. </translation>
    </message>
    <message>
        <source>できる架電数</source>
        <translation>Dials they can place</translation>
    </message>
    <message>
        <source>設定の架電数</source>
        <translation>Dials set</translation>
    </message>
    <message>
        <source>稼働率</source>
        <translation>Workload</translation>
    </message>
    <message>
        <source>退職するメンバーがいません。メンバー別の実績を取り込むと選べます。</source>
        <translation>There is no member to leave. Import actuals by member first.</translation>
    </message>
    <message>
        <source>フルタイム換算の人数</source>
        <translation>full-time people</translation>
    </message>
    <message>
        <source>月ごとの人員</source>
        <translation>People by month</translation>
    </message>
</context>
<context>
    <name>PlanFiles</name>
    <message>
        <source>プランを開く</source>
        <translation>Open a plan</translation>
    </message>
    <message>
        <source>保存する場所</source>
        <translation>Where to save</translation>
    </message>
    <message>
        <source>実績のファイルを選ぶ</source>
        <translation>Choose files with actuals</translation>
    </message>
    <message>
        <source>Excel ブックと CSV</source>
        <translation>Excel workbooks and CSV</translation>
    </message>
    <message>
        <source>書き出すフォルダー</source>
        <translation>Folder to write into</translation>
    </message>
    <message>
        <source>見張るフォルダー</source>
        <translation>Folder to watch</translation>
    </message>
</context>
<context>
    <name>ProposalPanel</name>
    <message>
        <source>確度</source>
        <translation>Certainty</translation>
    </message>
    <message>
        <source>平均</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>1 本だけで届くには</source>
        <translation>One lever alone</translation>
    </message>
    <message>
        <source>選んだものだけ採用</source>
        <translation>Accept the ticked</translation>
    </message>
    <message>
        <source>固定を外して再計算</source>
        <translation>Unlock all and solve again</translation>
    </message>
    <message>
        <source>破棄&#x3000;Esc</source>
        <translation>Discard&#x3000;Esc</translation>
    </message>
    <message>
        <source>目標にする…</source>
        <translation>Make targets…</translation>
    </message>
    <message>
        <source>いまのレバーの設定を、すべての指標の目標にします。</source>
        <translation>Makes the levers as they are set now the targets of all metrics.</translation>
    </message>
    <message>
        <source>KGI を決める</source>
        <translation>Set the KGI</translation>
    </message>
    <message numerus="yes">
        <source>%n 件とも採用</source>
        <translation>
            <numerusform>Accept it</numerusform>
            <numerusform>Accept all %n</numerusform>
        </translation>
    </message>
    <message>
        <source>採用</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>KGI の目標がまだありません。KGI を決めると逆算できます。</source>
        <translation>The KGI has no goal yet. Set it to solve for it.</translation>
    </message>
    <message>
        <source>届く 1 本はありません</source>
        <translation>None reaches it alone</translation>
    </message>
    <message>
        <source>確度 {chance} なら</source>
        <translation>For {chance}</translation>
    </message>
    <message>
        <source>見込み KGI</source>
        <translation>Projected KGI</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Probability</translation>
    </message>
    <message>
        <source>増分の内訳</source>
        <translation>Quality · volume</translation>
    </message>
    <message>
        <source>逆算の提案</source>
        <translation>Proposal</translation>
    </message>
    <message>
        <source>もっとも無理の少ない組み合わせ</source>
        <translation>the least stretch</translation>
    </message>
</context>
<context>
    <name>PurposeRows</name>
    <message>
        <source>上位の目標</source>
        <translation>Superior goal</translation>
    </message>
    <message>
        <source>例：全社の年間売上 5 億円</source>
        <translation>e.g. company revenue of ¥500 million</translation>
    </message>
    <message>
        <source>戦略</source>
        <translation>Strategy</translation>
    </message>
    <message>
        <source>例：数より有効商談を増やす</source>
        <translation>e.g. valid appointments before volume</translation>
    </message>
    <message>
        <source>決めた人</source>
        <translation>Set by</translation>
    </message>
    <message>
        <source>決めた日</source>
        <translation>Set on</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>目標ツリー</source>
        <translation>Goal tree</translation>
    </message>
    <message>
        <source>ファネル</source>
        <translation>Funnel</translation>
    </message>
    <message>
        <source>目標配分</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>データ</source>
        <translation>Data</translation>
    </message>
</context>
<context>
    <name>ReasonLine</name>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>理由を書く（Enter で残す）</source>
        <translation>Say why (Enter keeps it)</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>試算する期間</source>
        <translation>Span of the simulation</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>期間全体</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>残り期間</source>
        <translation>Remaining</translation>
    </message>
    <message>
        <source>プランの期間の初めから終わりまで、すべてこの設定で動いたとした値です。</source>
        <translation>As if these settings held from the first to the last day of the period.</translation>
    </message>
    <message>
        <source>基準日までは実績のまま、残りの日だけがこの設定で動くとした値です。どのレバーもペースから動かさなければ、上の着地見込みと同じ数になります。</source>
        <translation>Actuals up to the as-of date stand, and only the remaining days follow this setting. With no lever moved from its pace it is the forecast in the ribbon.</translation>
    </message>
    <message>
        <source>試し中の{name}</source>
        <translation>{name}, tried</translation>
    </message>
    <message>
        <source>見込み {name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>どのレバーもペースのまま（着地見込みと同じ）</source>
        <translation>No lever moved from its pace: the forecast</translation>
    </message>
    <message>
        <source>動かさなければ {kgi}・{chance}（着地見込み）</source>
        <translation>Unmoved {kgi}, {chance} (the forecast)</translation>
    </message>
    <message>
        <source>目標 {goal}</source>
        <translation>Target {goal}</translation>
    </message>
    <message>
        <source>KGI を決める</source>
        <translation>Set the KGI</translation>
    </message>
    <message>
        <source>目標との差 {gap}</source>
        <translation>{gap} to the goal</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>ファイルとシート</source>
        <translation>Files and sheets</translation>
    </message>
</context>
<context>
    <name>Ribbon</name>
    <message>
        <source>KGI を決める</source>
        <translation>Set the KGI</translation>
    </message>
    <message>
        <source>KGI&#x3000;{period}</source>
        <translation>KGI&#x3000;{period}</translation>
    </message>
    <message>
        <source>KGI がまだ決まっていません</source>
        <translation>No KGI has been set</translation>
    </message>
    <message>
        <source>取り込み済みの最終日</source>
        <translation>The last day that was imported</translation>
    </message>
    <message>
        <source>過去を表示中</source>
        <translation>Looking at the past</translation>
    </message>
    <message>
        <source>実績 ／ 計画進捗</source>
        <translation>Actual ／ plan to date</translation>
    </message>
    <message>
        <source>基準日</source>
        <translation>As of</translation>
    </message>
    <message>
        <source>シナリオ</source>
        <translation>Scenario</translation>
    </message>
    <message>
        <source>KGI&#x3000;{name}&#x3000;{period}</source>
        <translation>KGI&#x3000;{name}&#x3000;{period}</translation>
    </message>
    <message>
        <source>{change}&#x3000;対 {base}</source>
        <translation>{change}&#x3000;on {base}</translation>
    </message>
    <message>
        <source>KGI の実績がまだありません</source>
        <translation>No actuals of the KGI yet</translation>
    </message>
    <message>
        <source>{done} / {days} 営業日</source>
        <translation>{done} / {days} days</translation>
    </message>
</context>
<context>
    <name>RivalPanel</name>
    <message>
        <source>この取り込みを使う</source>
        <translation>Use this import</translation>
    </message>
    <message>
        <source>選んだ指標と月だけ、この取り込みを先に使います（Enter）。ほかの月と指標は変わりません。</source>
        <translation>This import goes first for the metrics and months selected, and for these alone (Enter).</translation>
    </message>
    <message>
        <source>規則に戻す</source>
        <translation>Back to the rule</translation>
    </message>
    <message>
        <source>選んだ指標と月を規則（新しい取り込みを先に使う）どおりに戻します。</source>
        <translation>The rule decides again for the metrics and months selected: newer imports go first.</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>取り込みの重なり</source>
        <translation>Overlapping imports</translation>
    </message>
    <message>
        <source>重なり {count}（指標と月）</source>
        <translation>Overlaps {count} (metric and month)</translation>
    </message>
    <message>
        <source>取り込みの重なりはありません</source>
        <translation>No imports overlap</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>取り込み</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>全体</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>チャネル計</source>
        <translation>By channel</translation>
    </message>
    <message>
        <source>メンバー計</source>
        <translation>By member</translation>
    </message>
    <message>
        <source>使い方</source>
        <translation>How it counts</translation>
    </message>
    <message>
        <source>優先した取り込みを使います</source>
        <translation>The preferred import is used</translation>
    </message>
    <message>
        <source>この月に選んだ取り込みを使います</source>
        <translation>You chose this import for the month</translation>
    </message>
    <message>
        <source>新しい取り込みを使います</source>
        <translation>The newer import is used</translation>
    </message>
    <message>
        <source>上の取り込みにない日の分を使います</source>
        <translation>Used for days that those above do not have</translation>
    </message>
    <message>
        <source>チャネル別だけ使います（上にないため）</source>
        <translation>Used by channel only: those above have no channels</translation>
    </message>
    <message>
        <source>上にいないメンバーの分だけ使います</source>
        <translation>Used for members that those above do not have</translation>
    </message>
    <message>
        <source>上にないチャネルとメンバーの分だけ使います</source>
        <translation>Used for channels and members that those above do not have</translation>
    </message>
    <message>
        <source>上の取り込みがあるため使いません</source>
        <translation>Not used: those above go before it</translation>
    </message>
</context>
<context>
    <name>RowEnd</name>
    <message>
        <source>届かない</source>
        <translation>Out of reach</translation>
    </message>
    <message>
        <source>このレバーをどこまで動かしても、ほかがこのままでは目標に届きません。</source>
        <translation>However far this lever goes, with the others as they are the goal is out of reach.</translation>
    </message>
    <message>
        <source>ほかはこのままで、これだけを {value} にすると目標に届きます。</source>
        <translation>With the others as they are, this one at {value} reaches the goal.</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>そのまま</source>
        <translation>Unchanged</translation>
    </message>
    <message>
        <source>逆算 {name} {value} を採用する</source>
        <translation>Accept the proposed {name} {value}</translation>
    </message>
    <message>
        <source>逆算の値です。チェックしたものを採用できます。</source>
        <translation>What solving proposes. The ticked ones can be accepted.</translation>
    </message>
    <message>
        <source>基準からの伸びは、実績のばらつきの {times} 倍です。</source>
        <translation>Its rise from the baseline is {times} times the spread of its actuals.</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>目標の値にする</source>
        <translation>Set to the target</translation>
    </message>
    <message>
        <source>逆算の値にする</source>
        <translation>Set to the proposed value</translation>
    </message>
    <message>
        <source>基準に戻す</source>
        <translation>Back to baseline</translation>
    </message>
    <message>
        <source>固定を外す</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>固定する</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>ピン留めを外す</source>
        <translation>Unpin</translation>
    </message>
    <message>
        <source>ピン留めする</source>
        <translation>Pin</translation>
    </message>
    <message>
        <source>数値の出どころ</source>
        <translation>Where the number comes from</translation>
    </message>
    <message>
        <source>低め・見込み・高めを入れる…</source>
        <translation>Judge low, likely and high…</translation>
    </message>
    <message>
        <source>低め・見込み・高めはチャネルのタブで入れます</source>
        <translation>Low, likely and high are judged in a channel&apos;s tab</translation>
    </message>
    <message>
        <source>段階のあいだの期間…</source>
        <translation>Time between stages…</translation>
    </message>
    <message>
        <source>期間は、式が「件数 × 率」の段階に入れられます</source>
        <translation>Only a stage whose formula is &quot;count × rate&quot; can take time</translation>
    </message>
</context>
<context>
    <name>ScenarioTable</name>
    <message>
        <source>シナリオ比較</source>
        <translation>Scenarios</translation>
    </message>
    <message>
        <source>シナリオ</source>
        <translation>Scenario</translation>
    </message>
    <message>
        <source>{name}（編集中）</source>
        <translation>{name} (editing)</translation>
    </message>
    <message>
        <source>基準の名前は変えられません。</source>
        <translation>The baseline cannot be renamed.</translation>
    </message>
    <message>
        <source>見込み</source>
        <translation>Projected</translation>
    </message>
    <message>
        <source>P10–P90</source>
        <translation>P10–P90</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>レバーの設定から計算した値です。</source>
        <translation>Worked out from the levers.</translation>
    </message>
</context>
<context>
    <name>SelectionSums</name>
    <message>
        <source>個数 {count}</source>
        <translation>Count {count}</translation>
    </message>
    <message>
        <source>合計 {total}&#x3000;平均 {mean}</source>
        <translation>Sum {total}  Mean {mean}</translation>
    </message>
</context>
<context>
    <name>ShareFields</name>
    <message>
        <source>翌月</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>同じ月</source>
        <translation>Same month</translation>
    </message>
    <message>
        <source>{months} か月後</source>
        <translation>{months} months on</translation>
    </message>
</context>
<context>
    <name>ShareGrid</name>
    <message>
        <source>目標の配分</source>
        <translation>Target shares</translation>
    </message>
</context>
<context>
    <name>ShareRows</name>
    <message>
        <source>営業日</source>
        <translation>Business days</translation>
    </message>
    <message>
        <source>チーム合計</source>
        <translation>Team total</translation>
    </message>
    <message>
        <source>メンバー合計</source>
        <translation>Members&apos; total</translation>
    </message>
    <message>
        <source>期間計</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>{month}の週</source>
        <translation>Weeks of {month}</translation>
    </message>
    <message>
        <source>営業日は休業日の設定から決まります。</source>
        <translation>Business days follow from the closing days that are set.</translation>
    </message>
    <message>
        <source>これは目標そのものです。目標ツリーで変えられます。</source>
        <translation>This is the target itself. Change it in the goal tree.</translation>
    </message>
    <message>
        <source>メンバーの合計です。上乗せ率から決まります。</source>
        <translation>This is the members&apos; total; it follows from the markup.</translation>
    </message>
    <message>
        <source>{value}（固定。Delete で解除）</source>
        <translation>{value} (fixed; Delete frees it)</translation>
    </message>
    <message>
        <source>見込み</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>達成確率</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>実績から計算した見込みです。</source>
        <translation>This is worked out from actuals.</translation>
    </message>
    <message>
        <source>ストレッチ {stretch}σ</source>
        <translation>Stretch {stretch}σ</translation>
    </message>
</context>
<context>
    <name>SheetHead</name>
    <message>
        <source>表の形</source>
        <translation>Shape of the table</translation>
    </message>
    <message>
        <source>対象月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>形</source>
        <translation>Shape</translation>
    </message>
    <message>
        <source>ひな型「{name}」と一致 {share}</source>
        <translation>Fits template “{name}” {share}</translation>
    </message>
    <message>
        <source>シートのとおり</source>
        <translation>As the sheet says</translation>
    </message>
</context>
<context>
    <name>SheetList</name>
    <message>
        <source>ファイルとシート</source>
        <translation>Files and sheets</translation>
    </message>
    <message>
        <source>{rows} 行…</source>
        <translation>{rows} rows…</translation>
    </message>
    <message>
        <source>{count} 件保留</source>
        <translation>{count} held</translation>
    </message>
    <message>
        <source>読むために決めることがあります</source>
        <translation>Something must be decided before it can be read</translation>
    </message>
    <message>
        <source>このシートを読まない</source>
        <translation>Leave this sheet out</translation>
    </message>
    <message>
        <source>このシートを読む</source>
        <translation>Read this sheet</translation>
    </message>
    <message>
        <source>このファイルを外す</source>
        <translation>Remove this file</translation>
    </message>
</context>
<context>
    <name>SheetPanel</name>
    <message>
        <source>シート</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>見出しの行を選んでください</source>
        <translation>Choose the header row</translation>
    </message>
    <message>
        <source>行番号をクリックし、右のボタンを押します</source>
        <translation>Click a row number, then the button at the right</translation>
    </message>
    <message>
        <source>この行を見出しにする</source>
        <translation>Make this row the header</translation>
    </message>
    <message>
        <source>次の列を選んでください：{columns}</source>
        <translation>Choose these columns: {columns}</translation>
    </message>
    <message>
        <source>その列の上のチップを押し、「使い方」で決めます</source>
        <translation>Press the chip above the column and set its use</translation>
    </message>
    <message>
        <source>{letters} 列の読み方…</source>
        <translation>How column {letters} is read…</translation>
    </message>
    <message>
        <source>見出しを自動で選び直す</source>
        <translation>Recognise the headers again</translation>
    </message>
    <message>
        <source>値を直す</source>
        <translation>Correct the value</translation>
    </message>
    <message>
        <source>コピー</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>元の値に戻す</source>
        <translation>Back to the file&apos;s value</translation>
    </message>
    <message>
        <source>「{label}」の指標</source>
        <translation>Metric of &quot;{label}&quot;</translation>
    </message>
    <message>
        <source>使わない</source>
        <translation>Not used</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>キーの一覧</source>
        <translation>Keys</translation>
    </message>
</context>
<context>
    <name>SmartSection</name>
    <message>
        <source>具体的</source>
        <translation>Specific</translation>
    </message>
    <message>
        <source>測定可能</source>
        <translation>Measurable</translation>
    </message>
    <message>
        <source>達成可能</source>
        <translation>Achievable</translation>
    </message>
    <message>
        <source>KGIに関連</source>
        <translation>Relevant</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>実績 {day} まで到着</source>
        <translation>Actuals up to {day}</translation>
    </message>
    <message>
        <source>確率 {chance}</source>
        <translation>Chance {chance}</translation>
    </message>
    <message>
        <source>目標がまだない</source>
        <translation>No target yet</translation>
    </message>
    <message>
        <source>定義・担当あり</source>
        <translation>Defined, owned</translation>
    </message>
    <message>
        <source>前期の実績あり</source>
        <translation>Last period is known</translation>
    </message>
    <message>
        <source>{day} まで</source>
        <translation>By {day}</translation>
    </message>
    <message>
        <source>KGI そのもの</source>
        <translation>The KGI itself</translation>
    </message>
    <message>
        <source>弾力性 {elasticity}</source>
        <translation>Elasticity {elasticity}</translation>
    </message>
    <message>
        <source>影響の記録あり</source>
        <translation>Influence noted</translation>
    </message>
</context>
<context>
    <name>SolvePanel</name>
    <message>
        <source>この値にする</source>
        <translation>Set it to this</translation>
    </message>
    <message>
        <source>この値にする（Enter）</source>
        <translation>Set it to this (Enter)</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>やめる（Esc）</source>
        <translation>Cancel (Esc)</translation>
    </message>
    <message>
        <source>逆算：{name}</source>
        <translation>Solve: {name}</translation>
    </message>
    <message>
        <source>KGI の目標がまだありません。KGI を決めると逆算できます。</source>
        <translation>The KGI has no goal yet. Set it to solve for it.</translation>
    </message>
    <message>
        <source>ほかが今のままでは、これをどこまで動かしても KGI {goal} に届きません。</source>
        <translation>All else as it is, the KGI does not reach {goal} wherever this is moved.</translation>
    </message>
    <message>
        <source>ほかが今のままなら、KGI {goal} には {value} が必要です（今 {present}）。</source>
        <translation>All else as it is, a KGI of {goal} takes {value} (now {present}).</translation>
    </message>
    <message>
        <source>ほかが今のままなら、KGI {goal} には残り期間で {value} が必要です（今 {present}）。</source>
        <translation>All else as it is, a KGI of {goal} takes {value} for the rest of the period (now {present}).</translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>取り込んだ数値</source>
        <translation>Imported numbers</translation>
    </message>
    <message>
        <source>取り込み {batch} の数値（はじめの {count}）</source>
        <translation>Numbers of import {batch} (the first {count})</translation>
    </message>
    <message>
        <source>取り込み {batch} の数値 {count}</source>
        <translation>Numbers of import {batch}: {count}</translation>
    </message>
    <message>
        <source>{name} の出どころ：数えている数値 {count}</source>
        <translation>{name} comes from these numbers: {count}</translation>
    </message>
    <message>
        <source>{name} の出どころ：基準期間と計画期間の実績はまだありません</source>
        <translation>{name}: there are no actuals of the base period or the plan&apos;s yet</translation>
    </message>
    <message>
        <source>シート</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>セル</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>記録の合計</source>
        <translation>Sum of a log</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>種別</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>メンバー</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>チャネル</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
</context>
<context>
    <name>StageMenu</name>
    <message>
        <source>段階のあいだの期間…</source>
        <translation>Time between stages…</translation>
    </message>
    <message>
        <source>数値の出どころ</source>
        <translation>Where the number comes from</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>プランは開かれていません</source>
        <translation>No plan is open</translation>
    </message>
    <message>
        <source>取り込み {files} ファイル・保留セル {held}</source>
        <translation>Files imported {files}, held cells {held}</translation>
    </message>
    <message>
        <source>読み取り専用</source>
        <translation>Read-only</translation>
    </message>
    <message>
        <source>すべて保存済み</source>
        <translation>All saved</translation>
    </message>
    <message>
        <source>再計算 {time} ms</source>
        <translation>Worked out in {time} ms</translation>
    </message>
    <message>
        <source>お知らせ {count}</source>
        <translation>Notices {count}</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>数式に入れられる名前</source>
        <translation>Names for the formula</translation>
    </message>
</context>
<context>
    <name>SumChecks</name>
    <message>
        <source>合計の検算</source>
        <translation>Sums</translation>
    </message>
    <message>
        <source>メンバー ＝ チーム</source>
        <translation>Members = team</translation>
    </message>
    <message>
        <source>月 ＝ 期間</source>
        <translation>Months = period</translation>
    </message>
    <message>
        <source>週 ＝ 月</source>
        <translation>Weeks = month</translation>
    </message>
    <message>
        <source>チャネル ＝ 全体</source>
        <translation>Channels = whole</translation>
    </message>
    <message>
        <source>{sum}（差 {amount}）</source>
        <translation>{sum} (off by {amount})</translation>
    </message>
</context>
<context>
    <name>TargetsBar</name>
    <message>
        <source>分け方</source>
        <translation>Way of sharing</translation>
    </message>
    <message>
        <source>版</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>確定にすると、いまの配分をすべて固定します。</source>
        <translation>Fixed: all shares are kept as they stand.</translation>
    </message>
    <message>
        <source>上乗せ率</source>
        <translation>Markup</translation>
    </message>
    <message>
        <source>メンバーの合計をプランより多くする率。プランの合計は変わりません。</source>
        <translation>By how much members add up to more than the plan. The plan&apos;s own sum stays.</translation>
    </message>
    <message>
        <source>細かさ</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>固定をすべて解除</source>
        <translation>Free all</translation>
    </message>
    <message>
        <source>シートを書き出す</source>
        <translation>Export sheets</translation>
    </message>
    <message>
        <source>上乗せ</source>
        <translation>Markup</translation>
    </message>
    <message>
        <source>全チャネル</source>
        <translation>All channels</translation>
    </message>
    <message>
        <source>単位 {unit}</source>
        <translation>Unit: {unit}</translation>
    </message>
    <message>
        <source>期間</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Months</translation>
    </message>
    <message>
        <source>週</source>
        <translation>Weeks</translation>
    </message>
    <message>
        <source>固定 {count} セル</source>
        <translation>Fixed cells: {count}</translation>
    </message>
</context>
<context>
    <name>TargetsPanel</name>
    <message>
        <source>KPI を決める</source>
        <translation>Set the KPIs</translation>
    </message>
    <message>
        <source>目標にする</source>
        <translation>Make them targets</translation>
    </message>
    <message>
        <source>すべての指標の目標を、この値に置き換えます。1 回で元に戻せます。</source>
        <translation>Replaces the targets of all metrics. One undo takes it back.</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>目標に届く値を逆算しています…</source>
        <translation>Solving for values that reach the goal…</translation>
    </message>
    <message>
        <source>今 {value}</source>
        <translation>now {value}</translation>
    </message>
    <message>
        <source>ほか {count} の指標</source>
        <translation>{count} more metrics</translation>
    </message>
    <message>
        <source>実績のない {empty} の指標の値を入れると、目標が決まります。Enter で次の欄へ移ります。</source>
        <translation>Give values for the {empty} metrics without actuals, and the targets follow. Enter goes to the next field.</translation>
    </message>
    <message>
        <source>いまの設定のままで KGI {goal} に届きます。その値を {count} の指標の目標にします。</source>
        <translation>The KGI reaches {goal} as things are set. These values become the targets of {count} metrics.</translation>
    </message>
    <message>
        <source>KGI {goal} に、いちばん無理なく届く値です。{count} の指標の目標にします。</source>
        <translation>The least stretch that reaches a KGI of {goal}. These values become the targets of {count} metrics.</translation>
    </message>
    <message>
        <source>これらの値では {kgi} で、KGI {goal} に届きません。それでも目標にはできます。</source>
        <translation>With these values the KGI comes to {kgi} and does not reach {goal}. They can become targets all the same.</translation>
    </message>
    <message>
        <source>固定と上限の中では {kgi} までで、KGI {goal} に届きません。それでも目標にはできます。</source>
        <translation>Within locks and limits the KGI comes to {kgi} at most, short of {goal}. You can still make these values the targets.</translation>
    </message>
    <message>
        <source>値のない {empty} の指標は、目標なしのままです。</source>
        <translation> {empty} metrics without a value stay without a target.</translation>
    </message>
</context>
<context>
    <name>TargetsWorkspace</name>
    <message>
        <source>ファネルで「この設定を目標にする」を押すか、目標ツリーで目標を入れると、ここで配分できます。</source>
        <translation>Adopt a setting as targets in the funnel, or type targets in the goal tree; they are shared out here.</translation>
    </message>
    <message>
        <source>配分する目標がまだありません</source>
        <translation>There is no target to share out yet</translation>
    </message>
    <message>
        <source>固定／解除</source>
        <translation>Fix / free</translation>
    </message>
</context>
<context>
    <name>TemplateDialog</name>
    <message>
        <source>構成をテンプレートとして保存</source>
        <translation>Keep the structure as a template</translation>
    </message>
    <message>
        <source>テンプレートの名前</source>
        <translation>Name of the template</translation>
    </message>
    <message>
        <source>指標・定義・チャネル・数式・優先度を、新しいプランで選べるテンプレートにします。メンバー、担当、実績、目標、コメントは入りません。</source>
        <translation>Metrics, definitions, channels, formulas and priorities become a template for new plans. Members, owners, actuals, targets and comments stay out.</translation>
    </message>
    <message>
        <source>置き換える</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>保存する</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>TemplateRows</name>
    <message>
        <source>立ち上げ</source>
        <translation>Launch</translation>
    </message>
    <message>
        <source>成長</source>
        <translation>Growth</translation>
    </message>
    <message>
        <source>成熟</source>
        <translation>Mature</translation>
    </message>
    <message>
        <source>テンプレート</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>段階</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>KGI</source>
        <translation>KGI</translation>
    </message>
    <message>
        <source>KGI の目標</source>
        <translation>KGI target</translation>
    </message>
    <message>
        <source>指標の辞書とチャネルだけのプランです。KGI を選び、ツリーを自分で育てます。</source>
        <translation>Only the dictionary of metrics and the channels: choose the KGI and grow the tree yourself.</translation>
    </message>
    <message>
        <source>空のツリー</source>
        <translation>Empty tree</translation>
    </message>
    <message>
        <source>保存した構成です：{nodes} の指標、{channels} のチャネル。</source>
        <translation>A structure you kept: {nodes} metrics, {channels} channels.</translation>
    </message>
    <message>
        <source>商談化から受注までは 1 つの率で見ます。</source>
        <translation>From appointment to order is one rate.</translation>
    </message>
    <message>
        <source>商談化、有効商談、受注を分けて見ます。</source>
        <translation>Appointments, valid ones and orders are told apart.</translation>
    </message>
    <message>
        <source>リードの着手と架電の回数、メールの開封、費用まで見ます。</source>
        <translation>Down to leads worked, dials per lead, mails opened and costs.</translation>
    </message>
</context>
<context>
    <name>Tornado</name>
    <message>
        <source>レバーの効き</source>
        <translation>What each lever does</translation>
    </message>
    <message>
        <source>レバーに値がそろうと、それぞれの効きが出ます。</source>
        <translation>Effects appear once every lever has a value.</translation>
    </message>
    <message>
        <source>レバーのばらつきがまだわからないため、割合は出ません。</source>
        <translation>No shares: how far levers vary is not known yet.</translation>
    </message>
    <message>
        <source>実績から達成可能な範囲がわかるレバーがありません。「+1pt」「+1%」なら効きが出ます。</source>
        <translation>Actuals give no lever an achievable band. “+1pt” and “+1%” still show effects.</translation>
    </message>
    <message>
        <source>ほかのレバー</source>
        <translation>Other levers</translation>
    </message>
    <message>
        <source>件数の偶然など</source>
        <translation>Luck (no lever&apos;s)</translation>
    </message>
</context>
<context>
    <name>TrailSection</name>
    <message>
        <source>基準 {value}{parts}</source>
        <translation>Baseline {value}{parts}</translation>
    </message>
    <message>
        <source>{period}の実績から</source>
        <translation>From the actuals of {period}</translation>
    </message>
    <message>
        <source>{period}の実績が少ないため、ほかのチャネルの率を借りています</source>
        <translation>Too few actuals of {period}: it borrows the rate of the other channels</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>すべてのセルを表示</source>
        <translation>Show all cells</translation>
    </message>
    <message>
        <source>Enter かダブルクリックで、取り込みの中のこのセルへ</source>
        <translation>Enter or a double click goes to this cell in its import</translation>
    </message>
    <message>
        <source>基準のもとになったセル</source>
        <translation>Cells the baseline comes from</translation>
    </message>
    <message>
        <source>{period}のうち {known} か月分の実績を {months} か月分に直した数です</source>
        <translation>{known} of {months} months of {period}, scaled to all of them</translation>
    </message>
    <message>
        <source>ダブルクリックか Enter で取り込みの中のこのセルへ</source>
        <translation>Double click or Enter: to this cell in its import</translation>
    </message>
    <message>
        <source>{period}の実績はまだ取り込まれていません</source>
        <translation>No actuals of {period} have been imported</translation>
    </message>
    <message numerus="yes">
        <source>%n セル</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeBar</name>
    <message>
        <source>表示</source>
        <translation>View</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>選んだ指標の要因を加えます（Tab）。並びには Shift+Enter。</source>
        <translation>Adds a factor of the selected metric (Tab); beside it with Shift+Enter.</translation>
    </message>
    <message>
        <source>範囲</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>全体か、チャネルごとか（Ctrl+PgUp／Ctrl+PgDn で切り替え）</source>
        <translation>The whole plan or one channel (Ctrl+PgUp / Ctrl+PgDn)</translation>
    </message>
    <message>
        <source>点検</source>
        <translation>Checks</translation>
    </message>
    <message>
        <source>目標に足りないもの、気になる点の一覧（F8 で 1 つずつ）</source>
        <translation>What the targets lack and what to look at (F8: one by one)</translation>
    </message>
    <message>
        <source>キャンバス</source>
        <translation>Canvas</translation>
    </message>
    <message>
        <source>アウトライン</source>
        <translation>Outline</translation>
    </message>
    <message>
        <source>定義一覧</source>
        <translation>Definitions</translation>
    </message>
    <message>
        <source>範囲：全体</source>
        <translation>Scope: all</translation>
    </message>
    <message>
        <source>範囲：{channel}</source>
        <translation>Scope: {channel}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>点検&#x3000;{count}</source>
        <translation>Checks  {count}</translation>
    </message>
    <message>
        <source>点検&#x3000;✓</source>
        <translation>Checks  ✓</translation>
    </message>
</context>
<context>
    <name>TreeGrid</name>
    <message>
        <source>{count} 個のセルが表の外になります。</source>
        <translation>{count} cells would lie outside the table.</translation>
    </message>
</context>
<context>
    <name>WaitingPanel</name>
    <message>
        <source>{rows} 行</source>
        <translation>{rows} rows</translation>
    </message>
    <message>
        <source>{done} / {total} セル</source>
        <translation>{done} / {total} cells</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>全体を表示</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>全体を表示（Home）。選んだ指標とその要因は Shift+Home</source>
        <translation>Shows everything (Home); the selected metric and its factors with Shift+Home</translation>
    </message>
    <message>
        <source>縮小（Ctrl+−）</source>
        <translation>Zoom out (Ctrl+−)</translation>
    </message>
    <message>
        <source>100% に戻す（Ctrl+0）</source>
        <translation>Back to 100% (Ctrl+0)</translation>
    </message>
    <message>
        <source>拡大（Ctrl++）</source>
        <translation>Zoom in (Ctrl++)</translation>
    </message>
</context>
<context>
    <name>_DifferenceGrid</name>
    <message>
        <source>基準と違うところ</source>
        <translation>Differences from baseline</translation>
    </message>
    <message>
        <source>レバーの設定から計算した値です。</source>
        <translation>Worked out from the levers.</translation>
    </message>
    <message>
        <source>レバー</source>
        <translation>Lever</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>基準は実績から出した値です。</source>
        <translation>The baseline comes from actuals.</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Setting</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>採用と退職は「人員…」で変えます。Delete で消せます。</source>
        <translation>Hires and leavers are changed under People…; Delete takes them away.</translation>
    </message>
</context>
<context>
    <name>_Fields</name>
    <message>
        <source>下限</source>
        <translation>Lowest</translation>
    </message>
    <message>
        <source>上限</source>
        <translation>Highest</translation>
    </message>
    <message>
        <source>低め（P10）</source>
        <translation>Low (P10)</translation>
    </message>
    <message>
        <source>ありそうな値</source>
        <translation>Likely</translation>
    </message>
    <message>
        <source>高め（P90）</source>
        <translation>High (P90)</translation>
    </message>
    <message>
        <source>外す</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>範囲</source>
        <translation>Limits</translation>
    </message>
</context>
<context>
    <name>_Heads</name>
    <message>
        <source>もっとも無理の少ない組み合わせで目標に届く値です。チェックしたものだけを採用できます。</source>
        <translation>The values that reach the goal with least stretch. You can accept only those ticked.</translation>
    </message>
    <message>
        <source>ほかを変えずに、そのレバーだけで目標に届く値です。押すとその値にします。</source>
        <translation>The value at which this lever alone reaches the goal. Click to set it.</translation>
    </message>
    <message>
        <source>指標</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>設定</source>
        <translation>Setting</translation>
    </message>
    <message>
        <source>目標</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>実績</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>P10–P90</source>
        <translation>P10–P90</translation>
    </message>
    <message>
        <source>1 本で届く値</source>
        <translation>Alone</translation>
    </message>
    <message>
        <source>◇ 逆算</source>
        <translation>◇ Proposed</translation>
    </message>
</context>
<context>
    <name>_KgiLine</name>
    <message>
        <source>{name}・{channel}</source>
        <translation>{name}, {channel}</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>帯の外</source>
        <translation>beyond band</translation>
    </message>
</context>
</TS>
