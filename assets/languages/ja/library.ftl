### The window: library.

## Grids

grid-unknown-artist = 不明なアーティスト
grid-no-album = アルバムなし
grid-tracks = { $count }曲
grid-albums = アルバム{ $count }枚
grid-album = { $title }、{ $artist }、{ $tracks }
grid-album-of-year = { $title }、{ $artist }、{ $year }年、{ $tracks }
grid-play = { $title }を再生
grid-more = { $title }のその他の操作
grid-play-now = 再生
grid-shuffle = シャッフル
grid-play-next = 次に再生
grid-play-last = キューに追加
grid-add-to-playlist = プレイリストに追加
grid-new-playlist = 新規プレイリスト「{ $name }」
grid-go-to-artist = アーティストへ移動
grid-artist-gone = この名前のアーティストはもうライブラリにありません。
grid-clear = 文字を消去
grid-filter = 絞り込み
grid-count = { $count }
grid-count-of = { $all }件中{ $count }件
grid-show-all = すべて表示
grid-filtered = 「{ $words }」に一致するものはありません
grid-filtered-why = 絞り込みの対象は名前、アーティスト、年です。曲は検索で探せます。
grid-unreadable = ライブラリを読み込めません
grid-scanning = 音楽を調べています
grid-scanning-why = 見つかったものから順にこのページに表示されます。
grid-empty = まだ音楽がありません
grid-empty-why = 音楽のある場所をSegueに教えてください。ファイルは移動も変更もされません。

albums-by-artist = アーティスト順
albums-by-title = タイトル順
albums-by-year = 新しい年順
albums-by-added = 最近追加した順
albums-by-played = 再生回数順

folders-path = フォルダ
folders-add = このフォルダを追加
folders-up = 上のフォルダ
folders-none-below = この中にフォルダはありません。
folders-missing = そのフォルダはありません。/home/anna/Musicのように完全なパスを入力してください。
folders-no-folder = これはフォルダではなくファイルです。
folders-no-music = まだ音楽ファイルがありません。追加されれば見つかります。
folders-music = { $count ->
    [1] 音楽ファイルが1個あります。
   *[other] 音楽ファイルが約{ $count }個あります。
}
folders-much-music = 音楽ファイルが{ $count }個以上あります。

## Lists

done-loved = 「{ $name }」をお気に入りに追加しました。
done-unloved = 「{ $name }」をお気に入りから外しました。
list-name = 曲
list-title = タイトル
list-artist = アーティスト
list-album = アルバム
list-album-artist = アルバムアーティスト
list-genre = ジャンル
list-year = 年
list-added = 追加日
list-plays = 再生回数
list-played = 最後の再生
list-loved = お気に入り
list-length = 時間
list-number = 番号
list-format = 形式
list-size = サイズ
list-loudness = ラウドネス
list-file = ファイル
list-disk = ディスク
list-trouble = 問題
list-playing = 再生中
list-away = 未接続
list-gone = ライブラリにありません
list-waiting = …
list-ascending = 昇順
list-descending = 降順
list-dragged = { $count }曲
list-play-now = 今すぐ再生
list-play-next = 次に再生
list-enqueue = キューに追加
list-add-to = プレイリストに追加
list-new-playlist = 新規プレイリスト
list-love = お気に入りに追加
list-unlove = お気に入りから外す
list-go-to-album = アルバムへ移動
list-go-to-artist = アーティストへ移動
list-reveal = フォルダで表示
list-details = 詳細
list-not-in-library = この曲はライブラリにないため、ページがありません。
list-path-copied = ファイルマネージャーを開けないため、ファイルのパスをコピーしました。
list-count = { $count }曲
list-play = 再生
list-shuffle = シャッフル
list-more = その他
list-filter = 絞り込み
list-unreadable = ライブラリを読み込めません
list-filtered = 「{ $words }」に一致するものはありません
list-filtered-why = 絞り込みの対象はタイトル、アーティスト、アルバム、ジャンルです。
list-show-all = すべて表示
list-empty = まだ音楽がありません
list-empty-why = 音楽のあるフォルダを追加してください。すぐに読み込みが始まり、終わる前でも最初の曲から再生できます。
list-scanning = 音楽を調べています
list-scanning-why = 見つかった曲から順にここに表示されます。
songs-shown = { $count }曲中{ $shown }曲
album-kind = アルバム
album-disc = ディスク{ $number }
album-others = { $artist }のほかの作品
album-gone = このアルバムはもうライブラリにありません
album-gone-why = ファイルが移動または削除されたか、タグが変わりました。
artist-kind = アーティスト
artist-top = よく聴く曲
artist-albums = アルバム
artist-tracks = すべての曲
artist-gone = このアーティストはもうライブラリにありません
genre-kind = ジャンル
genre-gone = このジャンルはもうライブラリにありません
queue-place = { $count }曲中{ $place }曲目
queue-left = 残り{ $time }
queue-remove = キューから外す
queue-save = プレイリストとして保存
queue-saved-name = キュー
queue-clear = 消去
queue-empty = キューは空です
queue-empty-why = 次に聴くものがここに並びます。曲をダブルクリックするか、音楽をここにドラッグしてください。
queue-to-albums = アルバムへ移動
queue-repeat-off = リピート: オフ
queue-repeat-all = リピート: キュー全体
queue-repeat-one = リピート: この曲
queue-again = 最後の曲のあとは最初に戻ります。
queue-then-feed = そのあとは{ $name }に戻ります。
queue-then-reserve = そのあとは予備が続きます。重複なしで{ $time }の音楽があります。
queue-then-builtin = そのあとはSegue内蔵の音楽が続きます。自分の音楽を流すには、編成で予備を選んでください。
queue-removed = { $count ->
    [1] キューから外しました。
   *[other] { $count }曲をキューから外しました。
}
queue-cleared = キューを消去しました。
queue-moved = 移動しました。
queue-replaced = { $count ->
    [1] キューを置き換えました。
   *[other] { $count }曲のキューを置き換えました。
}
grid-song = { $title }、{ $artist }

home-on-air = オンエア
home-from-feed = オンエア: { $name }
home-from-queue = キューから
home-from-reserve = 予備から
home-from-reserve-of = 予備から: { $name }
home-from-last-resort = ほかにないため、SEGUE内蔵の音楽
home-silent = 再生していません
home-silent-why = 何か選ぶか、シャッフルにまかせましょう。
home-shuffle-all = すべてシャッフル
home-pause = 一時停止
home-resume = 再生
home-jump-back-in = もう一度聴く
home-recent = 最近再生したもの
home-added = 最近追加したもの
home-most-played = よく聴くもの
home-no-music = フォルダにまだ音楽がありません
home-no-music-why = 変更があればすぐに調べ直します。別のフォルダにあるかもしれません。
home-scan = 音楽を調べています
home-scan-waiting = ディスクの空きを待っています
home-scan-read = { $all }ファイル中{ $read }ファイル読み込み済み
home-scan-left = 残り約{ $time }
home-play-first = 最初の曲から再生
home-reserve-name = 予備
home-reserve = { $time }の音楽を用意済み
home-reserve-none = 予備はまだありません
home-reserve-last-resort = 予備はSegue内蔵の音楽だけです
home-feeds = 放送局
home-feeds-none = 放送局はまだありません
home-feeds-none-why = ラジオのページで追加できます。
home-health-idle = 待機中
home-health-connecting = 接続中
home-health-buffering = バッファ中
home-health-probation = 確認中
home-health-healthy = 良好
home-health-suspect = 不安定
home-health-down = 停止
home-welcome = Segueへようこそ
home-welcome-what = Segueは手持ちの音楽とラジオを再生します。ネットワークが途切れても、手元のファイルで途切れなく再生を続けます。
home-welcome-where = 音楽はどこにありますか？
home-welcome-safe = ファイルは移動も変更もされません。フォルダはいつでも追加できます。

search-field = 音楽を検索
search-recent = 最近の検索
search-how = 検索のしかた
search-how-long = 言葉を入力すると、タイトル、アーティスト、アルバム、ジャンルの語頭に一致するものを探します。より正確に探すには:
search-top = トップヒット
search-top-spoken = トップヒット: { $name }、{ $kind }
search-kind-artist = アーティスト
search-kind-album = アルバム
search-kind-song = 曲
search-kind-playlist = プレイリスト
search-play-all = 見つかった曲をすべて再生
search-nothing = 「{ $words }」に一致するものはありません
search-nothing-scanning = まだフォルダを調べています。まもなく見つかるかもしれません。
search-nothing-empty = ライブラリにまだ音楽がありません。
search-nothing-narrow = すべての条件に一致する必要があります。年、項目、マイナスの付いた言葉のどれかを外してみてください。
search-nothing-words = ライブラリの{ $count }曲に、この言葉で始まるものはありません。言葉や文字を減らしてみてください。

problems-none = 問題はありません
problems-none-why = フォルダのファイルはすべて音楽として読み込め、予備も正常です。
problems-count = { $count ->
    [0] 問題のあるファイルはありません
   *[other] { $count }ファイル
}
problems-files = ファイル
problems-reserve = 予備
problems-damaged = 予備のファイルが{ $count }個壊れています。
problems-look-again = もう一度調べる
problems-looking = フォルダを調べています
problems-copy = { $name }のパスをコピー
problems-copied = パスをコピーしました。
problems-show-folder = { $name }のフォルダを表示
problems-folder-copied = フォルダを表示するアプリがないため、フォルダのパスをコピーしました。

list-remove-from-playlist = プレイリストから外す
